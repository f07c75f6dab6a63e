import type * as all from "thingspace-aggregate";
import wasm from "thingspace-aggregate/aggregate.wasm";
import type * as inline from "thingspace-aggregate/inline";
import type serverWasm from "thingspace-aggregate/server.wasm";
import * as slim from "thingspace-aggregate/slim";
import { same } from "./same-type.js";

// Each entry exports the same things with the same types, so that one can stand in for another.
same<typeof inline, typeof all>();
same<Omit<typeof slim, "load">, typeof all>();

const { load } = slim;
const bytes = new Uint8Array();
const sources: slim.CoreSource[] = ["/core.wasm", new URL("https://example.com"), bytes, bytes.buffer, new Response()];
same<ReturnType<typeof load>, Promise<void>>();
for (const source of [...sources, wasm]) void load(source);
same<typeof wasm, slim.CoreSource>();
same<typeof serverWasm, slim.CoreSource>();

// @ts-expect-error: a source is needed
void load();
// @ts-expect-error: a number is none
void load(7);
