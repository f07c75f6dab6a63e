import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inspect } from "node:util";
import { credentials, failureOf, lastingStore, logged, startService } from "./fixtures/service.js";

const service = await startService();
after(() => service.sandbox.close());

/** @param {string} text @param {readonly string[]} secrets */
function assertHoldsNone(text, secrets) {
  for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} is in ${text}`);
}

const basic = btoa(`${credentials.key}:${credentials.secret}`);
const secrets = [...Object.values(credentials), basic];

test("what it returns shows nothing, however it is looked into", async () => {
  const tokens = service.createTokens();
  const given = [await tokens.token(), await tokens.bearer()];
  const shown = [inspect(tokens, { depth: Infinity, showHidden: true }), JSON.stringify(tokens), `${tokens.token}`];
  assertHoldsNone(shown.join(), [...secrets, ...given]);
});

test("an answer that repeats what it was sent, in any spelling, does not get it into an error", async () => {
  const store = lastingStore();
  const session = await service.createTokens({ store }).token();
  const access = await service.createTokens({ store }).bearer();
  const all = [...secrets, session, access];
  const echo = all.flatMap((secret) => [secret, JSON.stringify(secret), encodeURIComponent(secret)]).join(" ");
  for (const body of [
    { error: echo, error_description: echo },
    { errorCode: echo, errorMessage: echo },
    { fault: { code: echo, message: echo, description: echo } },
    { responseCode: echo, message: echo },
  ]) {
    await service.createTokens({ store }).reset();
    service.sandbox.tokens.revoke("session");
    service.sandbox.failNext({ kind: "reply", status: 401, body: JSON.stringify(body), on: "/session/login" });
    const error = await failureOf(service.createTokens({ store }).token({ rejected: true }));
    assert.equal(error.status, 401);
    assertHoldsNone(inspect(error, { showHidden: true }), all);
    assertHoldsNone(JSON.stringify(error), all);
  }
});

test("an error of fetch or of the store that holds the request does not get it into an error", async () => {
  const withRequest = (/** @type {unknown[]} */ ...request) => {
    const text = inspect(request, { depth: Infinity });
    throw Object.assign(new Error(text, { cause: new Error(text) }), { request, config: text });
  };
  const ofFetch = await failureOf(service.createTokens({ fetch: withRequest }).bearer());
  assertHoldsNone(inspect(ofFetch, { depth: Infinity, showHidden: true }), secrets);
  const store = { read: async () => undefined, write: async (/** @type {string} */ text) => withRequest(text) };
  const ofStore = await failureOf(service.createTokens({ store }).bearer());
  assertHoldsNone(inspect(ofStore, { depth: Infinity, showHidden: true }), secrets);
  assertHoldsNone(ofStore.message, service.sandbox.received.map(({ body }) => body.toString()).filter(Boolean));
});

test("the store holds tokens, and no credential", async () => {
  const store = lastingStore();
  const session = await service.createTokens({ store }).token();
  assert.ok(store.text?.includes(session));
  assertHoldsNone(store.text ?? "", secrets);
});

test("nothing of this is in any error of this file", () => {
  assert.ok(logged.length > 0);
  assertHoldsNone(logged.join("\n"), secrets);
});
