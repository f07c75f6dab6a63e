import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { serverEvents } from "../../pkg-template/elements/report/server-events.js";

/** @param {Uint8Array} bytes @param {readonly number[]} sizes of the pieces in which they come */
function streamed(bytes, sizes) {
  return new ReadableStream({
    start(controller) {
      let at = 0;
      for (const size of sizes) {
        if (at < bytes.length) controller.enqueue(bytes.slice(at, at + size));
        at += size;
      }
      if (at < bytes.length) controller.enqueue(bytes.slice(at));
      controller.close();
    },
  });
}

describe("the gateway's events", () => {
  const text =
    'retry: 1000\n\n:\n\nevent: report\ndata: {"state":"waiting"}\n\n' +
    'event: devices\r\nid: 12.3\r\ndata: ["Köln",\r\ndata: 1]\r\n\r\nevent: end\nid: 14\ndata: cut o';

  it("are the same, however the network cuts them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 })), async (sizes) => {
        const events = [];
        for await (const event of serverEvents(streamed(new TextEncoder().encode(text), sizes))) events.push(event);
        assert.deepEqual(events, [
          { name: "", id: undefined, data: "" },
          { name: "", id: undefined, data: "" },
          { name: "report", id: undefined, data: '{"state":"waiting"}' },
          { name: "devices", id: "12.3", data: '["Köln",\n1]' },
        ]);
      }),
    );
  });
});
