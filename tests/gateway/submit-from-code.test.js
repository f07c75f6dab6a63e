import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { isAggregateReportError } from "thingspace-aggregate";
import { accountNumber, devices, openGateway, sandbox } from "./fixtures/gateway.js";

afterEach(() => sandbox.received.splice(0));

/** How many reports ThingSpace was asked for. */
const asked = () => sandbox.received.filter(({ path }) => path.endsWith("/report/async/aggregate")).length;

describe("the server's own code", () => {
  it("submits with the server's tokens, and its report is in the inbox", async () => {
    const subject = openGateway();
    const { txid, status } = await subject.gateway.submit({ accountNumber, imei: devices }, { caller: "nightly" });
    assert.equal(status, "QUEUED");
    await subject.answer(txid, ...devices);
    const { json } = await subject.ask(`/reports/${txid}`);
    assert.deepEqual([json.state, json.answered], ["complete", devices.length]);
  });

  it("queues nothing twice with one key, and does with another", async () => {
    const { gateway } = openGateway();
    const request = { accountNumber, imei: devices };
    const first = await gateway.submit(request, { caller: "nightly", idempotencyKey: "2026-11-24" });
    const again = await gateway.submit(request, { caller: "nightly", idempotencyKey: "2026-11-24" });
    assert.equal(again.txid, first.txid);
    assert.equal(asked(), 1);
    const other = await gateway.submit(request, { caller: "nightly", idempotencyKey: "2026-11-25" });
    assert.notEqual(other.txid, first.txid);
    assert.equal(asked(), 2);
  });

  it("gets the errors that callers of submitAggregate get", async () => {
    const { gateway } = openGateway();
    const kindOf = async (/** @type {unknown} */ imei) => {
      const request = /** @type {import("thingspace-aggregate").AggregateRequest} */ ({ accountNumber, imei });
      const error = await gateway.submit(request, { caller: "nightly" }).catch((thrown) => thrown);
      assert.ok(isAggregateReportError(error), String(error));
      return error.kind;
    };
    assert.equal(await kindOf("49015420323751"), "invalid");
    assert.equal(asked(), 0);
    assert.equal(await kindOf("990000000004038"), "forbidden");
  });

  it("has to say for whom it submits, before anything is queued", async () => {
    const { gateway } = openGateway();
    for (const caller of [undefined, null, "", 7, ["nightly"]]) {
      const options = /** @type {import("thingspace-aggregate/gateway").CodeSubmission} */ ({ caller });
      await assert.rejects(
        gateway.submit({ accountNumber, imei: devices }, options),
        /caller.* text that is not empty/,
      );
    }
    assert.equal(asked(), 0);
  });
});
