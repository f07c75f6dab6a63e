import { it } from "node:test";
import { memoryInbox } from "../../pkg/inbox/memory.js";
import { checkOutcomes } from "./fixtures/outcomes.js";
import { runSuite } from "./suite/run.js";

it("memoryInbox keeps reports", async () => {
  checkOutcomes(await runSuite((now) => memoryInbox({ now }), "checks"));
});
