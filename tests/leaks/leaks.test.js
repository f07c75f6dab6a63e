import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startChromium } from "./fixtures/chromium.js";
import { startNode } from "./fixtures/node.js";
import { makeProject } from "./fixtures/project.js";
import { startWorkerd } from "./fixtures/workerd.js";

/** @import { Subject } from "./fixtures/subject.js" */

/** How often each is done in a whole run. A whole one takes minutes, hence LEAKS_SHARE, by default a fiftieth. */
const WHOLE = { submission: 100_000, refusal: 100_000, abort: 10_000, fleet: 1_000 };
const share = Number(process.env.LEAKS_SHARE ?? "0.02");
const kinds = /** @type {const} */ (["submission", "refusal", "abort", "fleet"]);

/** Bytes by which a heap differs from one collection to the next, with nothing done between: code compiled, caches. */
const UNSTEADY = 600_000;

const project = await makeProject();

for (const [runtime, start] of Object.entries({ node: startNode, workerd: startWorkerd, chromium: startChromium })) {
  describe(`in ${runtime}, nothing grows by`, () => {
    /** @type {Subject} */
    let subject;
    before(async () => {
      subject = await start(project);
    });
    after(() => subject.close());

    for (const kind of kinds) {
      const times = Math.max(20, Math.ceil(WHOLE[kind] * share));
      it(`${times} times ${kind}`, async (test) => {
        // What V8 compiles and caches takes room, once.
        const earlier = await subject.repeat(kind, times);
        const later = await subject.repeat(kind, times);
        const growth = later.heap - earlier.heap;
        test.diagnostic(`${runtime}, ${times} times ${kind}: heap ${growth} bytes of ${later.heap}`);

        assert.deepEqual({ ...later, heap: 0 }, { ...earlier, heap: 0 });
        assert.equal(later.listeners, 0);
        assert.ok(later.memory > 0 && later.places > 0, "an instance was seen");
        assert.ok(growth < UNSTEADY, `The heap grew by ${growth} bytes.`);
      });
    }
  });
}
