import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { isAggregateReportError, submitAggregate } from "thingspace-aggregate";
import { accountNumber } from "../../www/sandbox/known.js";
import { minutes, startService } from "./fixtures/service.js";

const service = await startService();
const { sandbox } = service;
after(() => sandbox.close());
beforeEach(() => sandbox.tokens.revoke());

/** @param {Pick<ReturnType<typeof service.createTokens>, "token" | "bearer">} tokens */
function submit({ token, bearer }) {
  const request = { accountNumber, imei: "490154203237518" };
  return submitAggregate(request, { token, bearer, baseUrl: sandbox.baseUrl, wire: "sdk" });
}

test("submitAggregate takes them as they are, and gets new ones after a 401", async () => {
  const tokens = service.createTokens();
  assert.equal((await submit(tokens)).status, "QUEUED");
  sandbox.tokens.revoke();
  service.requests();
  assert.equal((await submit(tokens)).status, "QUEUED");
  assert.deepEqual(service.requests(), { bearer: 1, logins: 1 });
});

test("twenty submissions whose tokens were revoked get new ones once", async () => {
  const tokens = service.createTokens();
  await submit(tokens);
  sandbox.tokens.revoke();
  service.requests();
  const receipts = await Promise.all(Array.from({ length: 20 }, () => submit(tokens)));
  assert.ok(receipts.every(({ status }) => status === "QUEUED"));
  assert.deepEqual(service.requests(), { bearer: 1, logins: 1 });
});

test("a submission after a long pause meets no 401", async () => {
  const tokens = service.createTokens();
  await submit(tokens);
  service.pass(600 * minutes);
  sandbox.received.splice(0);
  await submit(tokens);
  assert.deepEqual(
    sandbox.received.map(({ status }) => status),
    [200, 200, 200],
  );
});

test("its error is the cause of one of kind token", async () => {
  const tokens = service.createTokens({ password: "not-the-password" });
  const error = await submit(tokens).catch((/** @type {unknown} */ caught) => caught);
  assert.ok(isAggregateReportError(error));
  assert.deepEqual(
    [error.kind, error.mayBeQueued, /** @type {Error} */ (error.cause).name],
    ["token", false, "TokenError"],
  );
});
