import * as all from "thingspace-aggregate";
import * as inline from "thingspace-aggregate/inline";
import * as slim from "thingspace-aggregate/slim";

const submission: Promise<all.AggregateReceipt> = all.submitAggregate({ accountNumber: "1", imei: 0 });
const loading: Promise<void> = slim.load("/core.wasm");
const validation: Promise<inline.AggregateValidation> = inline.validateAggregate({});
void [submission, loading, validation];

// @ts-expect-error: the core is loaded by itself here
void all.load;
