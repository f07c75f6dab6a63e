import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { lastingStore, minutes, startService } from "./fixtures/service.js";

const service = await startService();
after(() => service.sandbox.close());
beforeEach(() => {
  service.sandbox.tokens.revoke();
  service.requests();
});

const fresh = { attempt: 1, rejected: false };
const rejected = { attempt: 2, rejected: true };

test("gives both tokens, by key and secret, then by user name and password", async () => {
  const { token, bearer } = service.createTokens();
  assert.deepEqual(service.requests(), { bearer: 0, logins: 0 }, "nothing is sent before a token is asked for");
  assert.equal(await service.use(await token(fresh), await bearer(fresh)), 200);
  const paths = service.sandbox.received.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(paths, ["POST /api/ts/v1/oauth2/token", "POST /api/m2m/v1/session/login"]);
});

test("twenty first calls at once are one login", async () => {
  const { token, bearer } = service.createTokens();
  const given = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? token(fresh) : bearer(fresh))));
  assert.equal(new Set(given).size, 2);
  assert.deepEqual(service.requests(), { bearer: 1, logins: 1 });
});

test("a session token that is used stays; one that idles for 19 minutes is renewed before the service ends it", async () => {
  const { token } = service.createTokens();
  const first = await token();
  for (let round = 0; round < 10; round++) {
    service.pass(18 * minutes);
    assert.equal(await token(), first);
  }
  assert.equal(service.requests().logins, 1);
  service.pass(19 * minutes);
  assert.notEqual(await token(), first);
  assert.equal(service.requests().logins, 1);
});

test("a bearer token is renewed ahead of its end, and used up as long as the service gives no other", async () => {
  const { bearer } = service.createTokens();
  const first = await bearer();
  service.pass(58 * minutes);
  assert.equal(await bearer(), first);
  assert.equal(service.requests().bearer, 1);

  service.pass(1 * minutes);
  assert.equal(await bearer(), first, "as the service's guides say, the same one comes for an hour");
  for (let call = 0; call < 20; call++) await bearer();
  assert.equal(service.requests().bearer, 1, "it is not asked for at each call");
  service.pass(55_000);
  await bearer();
  assert.equal(service.requests().bearer, 1);
  service.pass(5_000);
  assert.notEqual(await bearer(), first);
});

test("a burst of rejected calls renews once", async () => {
  const { token, bearer } = service.createTokens();
  const old = await token(fresh);
  await bearer(fresh);
  service.requests();
  service.sandbox.tokens.revoke();
  const burst = () =>
    Promise.all(Array.from({ length: 10 }, async () => [await token(rejected), await bearer(rejected)]));
  const [[session = "", access = ""] = []] = await burst();
  assert.notEqual(session, old);
  assert.equal(await service.use(session, access), 200);
  assert.deepEqual(service.requests(), { bearer: 1, logins: 1 });

  service.pass(29_000);
  assert.deepEqual((await burst())[0], [session, access], "a late one, of a request that began before");
  assert.deepEqual(service.requests(), { bearer: 0, logins: 0 });

  service.pass(2_000);
  service.sandbox.tokens.revoke();
  const [[next = "", nextAccess = ""] = []] = await burst();
  assert.equal(await service.use(next, nextAccess), 200);
  assert.deepEqual(service.requests(), { bearer: 1, logins: 1 });
});

test("the first rejection of a token is believed at once", async () => {
  const { token, bearer } = service.createTokens();
  await token(fresh);
  service.sandbox.tokens.revoke("session");
  assert.equal(await service.use(await token(rejected), await bearer(rejected)), 200);
});

test("a login after a rejection never goes out with the bearer token that may have been the cause", async () => {
  const { token } = service.createTokens();
  await token(fresh);
  service.sandbox.tokens.revoke("bearer");
  await token(rejected);
  assert.deepEqual(service.requests(), { bearer: 2, logins: 2 });
});

test("two over one store are one login, and one learns of the other's renewal", async () => {
  const store = lastingStore();
  const [one, other] = [service.createTokens({ store }), service.createTokens({ store })];
  const given = await Promise.all([one.token(), other.token(), one.token(), other.token()]);
  assert.equal(new Set(given).size, 1);
  assert.deepEqual(service.requests(), { bearer: 1, logins: 1 });

  service.sandbox.tokens.revoke();
  const renewed = await one.token(rejected);
  service.pass(5 * minutes);
  assert.equal(await other.token(rejected), renewed, "what was rejected is what the other one had");
  assert.deepEqual(service.requests(), { bearer: 1, logins: 1 });
});

test("a restart goes on with the tokens of the store, and with their idle time", async () => {
  const store = lastingStore();
  const before = service.createTokens({ store });
  const session = await before.token();
  for (let round = 0; round < 3; round++) {
    service.pass(15 * minutes);
    await before.token();
  }
  service.pass(17 * minutes);
  assert.equal(await service.createTokens({ store }).token(), session);
  service.pass(19 * minutes);
  assert.notEqual(await service.createTokens({ store }).token(), session);
  assert.equal(service.requests().logins, 2);
});

test("tokens of another user name are not given out", async () => {
  const store = lastingStore();
  const { tokens } = service.sandbox;
  const session = await service.createTokens({ store }).token();
  tokens.user.username = "another-user";
  const another = await service.createTokens({ store, username: "another-user" }).token();
  tokens.user.username = "sandbox-user";
  assert.notEqual(another, session);
});

test("the functions need no this, and may be handed over as they are", async () => {
  const { token, bearer, reset } = Object.freeze({ ...service.createTokens() });
  await Promise.all([token(), bearer({}), reset()]);
});
