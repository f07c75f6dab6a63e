import assert from "node:assert/strict";
import { it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openGateway, origin, secret, usualOptions } from "./fixtures/gateway.js";

it("what is no callback never reaches the inbox", async () => {
  let records = 0;
  const record = async () => {
    records += 1;
    return { isComplete: false };
  };
  const subject = openGateway({ inbox: { ...usualOptions().inbox, record } });
  const good = JSON.stringify({ txid: "t", usage: [] });
  for (const { body, how, status } of [
    { body: good, how: { secret: `${secret}x` }, status: 404 },
    { body: "txid=t", how: {}, status: 400 },
    { body: "{}", how: {}, status: 400 },
    { body: good + " ".repeat(1024 * 1024), how: {}, status: 413 },
  ]) {
    assert.equal((await subject.callback(body, how)).status, status);
  }
  assert.equal(records, 0);
});

it("a body without an end is read for five seconds, or to 8 MiB, and then left", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { gateway } = openGateway();
  const stalled = bodyOf({ chunks: 1 });
  const answering = gateway.fetch(requestOf(stalled));
  // More of it is asked for once its one piece was taken.
  while (stalled.pulls() < 2) await nextTurn();
  t.mock.timers.tick(5_000);
  assert.equal((await answering).status, 404);

  const endless = bodyOf({ chunks: Number.POSITIVE_INFINITY });
  assert.equal((await gateway.fetch(requestOf(endless))).status, 404);
  assert.ok(endless.pulls() > 8 && endless.pulls() < 12, `${endless.pulls()} MiB were asked for`);
  assert.deepEqual([stalled.isLeft(), endless.isLeft()], [true, true]);
});

/** @param {ReturnType<typeof bodyOf>} body */
function requestOf({ stream }) {
  const init = /** @type {RequestInit} */ ({ method: "POST", body: stream, duplex: "half" });
  return new Request(`${origin}/api/callbacks/wrong`, init);
}

/** A body of so many MiB that does not end after them. @param {{ chunks: number }} size */
function bodyOf({ chunks }) {
  let pulls = 0;
  let isLeft = false;
  const stream = new ReadableStream({
    pull(controller) {
      pulls += 1;
      if (pulls > chunks) return new Promise(() => {});
      controller.enqueue(new Uint8Array(1024 * 1024));
      return undefined;
    },
    cancel() {
      isLeft = true;
    },
  });
  return { stream, pulls: () => pulls, isLeft: () => isLeft };
}
