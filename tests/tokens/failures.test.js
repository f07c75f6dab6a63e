import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { failureOf, lastingStore, minutes, startService } from "./fixtures/service.js";

/** @import { Fault } from "../../www/sandbox/faults.js" */

const service = await startService();
const { sandbox } = service;
after(() => sandbox.close());
beforeEach(() => {
  sandbox.tokens.revoke();
  sandbox.tokens.unlock();
  service.requests();
});

const password = "not-the-password";
const on = "/session/login";

test("after two failed logins none is sent, until somebody resets it", async () => {
  const { token, bearer, reset } = service.createTokens({ password });
  const first = await failureOf(token());
  assert.deepEqual([first.name, first.kind, first.status], ["TokenError", "refused", 400]);
  assert.match(first.message, /user name or the password is wrong.*If the next one fails too/);
  const second = await failureOf(token());
  assert.match(second.message, /No more are sent until reset\(\).*after five failed logins/);
  for (let call = 0; call < 10; call++) {
    const error = await failureOf(token({ attempt: 1, rejected: call % 2 === 0 }));
    assert.equal(error.kind, "stopped");
    assert.match(
      error.message,
      /locks an account after five failed logins, until its support unlocks it.*call reset\(\)/,
    );
  }
  assert.equal(service.requests().logins, 2);
  assert.equal(sandbox.tokens.failedLogins, 2);
  assert.equal(typeof (await bearer()), "string", "which needs no login");

  await reset();
  assert.equal((await failureOf(token())).kind, "refused");
  assert.equal((await failureOf(token())).kind, "refused");
  assert.equal((await failureOf(token())).kind, "stopped");
  assert.equal(sandbox.tokens.isLocked, false);
});

test("twenty calls that wait for a login share its failure", async () => {
  const { token } = service.createTokens({ password });
  const failures = await Promise.all(Array.from({ length: 20 }, () => failureOf(token())));
  assert.ok(failures.every(({ kind }) => kind === "refused"));
  assert.equal(service.requests().logins, 1);
});

test("one failed login does not stop the next, and one that succeeds begins a new count", async () => {
  const { token } = service.createTokens();
  for (let round = 0; round < 4; round++) {
    sandbox.failNext({ kind: "reply", status: 400, on });
    assert.equal((await failureOf(token())).kind, "refused");
    assert.equal(typeof (await token()), "string");
    service.pass(20 * minutes);
  }
});

/** @type {{ name: string, fault: Fault, kind: string, options?: { timeout: number } }[]} */
const mayHaveFailed = [
  { name: "400", fault: { kind: "reply", status: 400 }, kind: "refused" },
  { name: "401", fault: { kind: "reply", status: 401 }, kind: "refused" },
  { name: "403", fault: { kind: "reply", status: 403 }, kind: "refused" },
  { name: "500", fault: { kind: "reply", status: 500 }, kind: "unanswered" },
  { name: "503 without Retry-After", fault: { kind: "unavailable" }, kind: "unanswered" },
  { name: "a proxy's 502", fault: { kind: "html_502" }, kind: "unanswered" },
  { name: "a redirect", fault: { kind: "redirect", to: "http://127.0.0.1:9/" }, kind: "unanswered" },
  { name: "a broken connection", fault: { kind: "drop", after: "request" }, kind: "unanswered" },
  { name: "half an answer", fault: { kind: "truncate" }, kind: "unanswered" },
  { name: "no answer", fault: { kind: "silence" }, kind: "unanswered", options: { timeout: 2_000 } },
  { name: "200 without a token", fault: { kind: "reply", status: 200, body: "{}" }, kind: "unanswered" },
  { name: "200 with HTML", fault: { kind: "reply", status: 200, body: "<html>" }, kind: "unanswered" },
  {
    name: "200 with a token that no header can carry",
    fault: { kind: "reply", status: 200, body: '{"sessionToken":"a\\r\\nb"}' },
    kind: "unanswered",
  },
  {
    name: "an answer without end",
    fault: { kind: "reply", status: 200, body: `{"sessionToken":"${"x".repeat(70_000)}"}` },
    kind: "unanswered",
  },
];
for (const { name, fault, kind, options } of mayHaveFailed) {
  test(`counts ${name} as a failed login`, async () => {
    const store = lastingStore();
    for (const expected of [kind, kind, "stopped"]) {
      sandbox.failNext({ ...fault, on });
      // A new one each time, as after a restart.
      const error = await failureOf(service.createTokens({ store, ...options }).token());
      assert.equal(error.kind, expected);
    }
    assert.equal(service.requests().logins, 2);
    await service.createTokens({ store }).reset();
    await failureOf(service.createTokens({ store, ...options }).token()); // the fault that was left
    assert.equal(typeof (await service.createTokens({ store }).token()), "string");
  });
}

for (const fault of /** @type {const} */ ([
  { kind: "too_many_requests" },
  { kind: "too_many_requests", retryAfter: 7 },
  { kind: "unavailable", retryAfter: 7 },
])) {
  test(`does not count ${JSON.stringify(fault)}, which nobody has looked at`, async () => {
    const { token } = service.createTokens();
    for (let call = 0; call < 5; call++) {
      sandbox.failNext({ ...fault, on });
      const error = await failureOf(token());
      assert.deepEqual([error.kind, error.retryAfter], ["turned_away", "retryAfter" in fault ? 7000 : undefined]);
    }
    assert.equal(typeof (await token()), "string");
  });
}

test("a login counts as failed when the process ended in the middle of it", async () => {
  const store = lastingStore();
  /** @type {(() => void)[]} */
  const endings = [];
  for (let start = 0; start < 4; start++) {
    let isSent = () => {};
    const sent = new Promise((resolve) => {
      isSent = () => resolve(undefined);
    });
    const { token } = service.createTokens({
      // Every start has a store of its own, and the same text behind it: nothing else is left of the one before.
      store: { read: store.read, write: store.write },
      password,
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (!String(url).endsWith(on)) return answer;
        isSent();
        return new Promise((_, reject) => endings.push(() => reject(new Error("The process has ended."))));
      },
    });
    const failure = failureOf(token());
    await Promise.race([sent, failure]);
  }
  assert.equal(service.requests().logins, 2);
  // What is left hanging would hold this test's own process.
  for (const end of endings) end();
});

test("while ThingSpace is down, the second login is not spent", async () => {
  const store = lastingStore();
  const tokens = service.createTokens({ store });
  await tokens.bearer();
  sandbox.failNext({ kind: "html_502", on });
  assert.equal((await failureOf(tokens.token())).kind, "unanswered");
  for (let call = 0; call < 5; call++) {
    sandbox.failNext({ kind: "html_502", on: "/oauth2/token" });
    assert.equal((await failureOf(tokens.token())).kind, "unanswered");
  }
  assert.equal(service.requests().logins, 1);
  assert.equal(typeof (await tokens.token()), "string");
});

test("requests for a bearer token that are refused stop as well; others do not count", async () => {
  const { bearer, token, reset } = service.createTokens({ secret: "not-the-secret" });
  for (let call = 0; call < 4; call++) {
    sandbox.failNext({ kind: "html_502" });
    assert.equal((await failureOf(bearer())).kind, "unanswered");
  }
  service.requests();
  assert.equal((await failureOf(bearer())).kind, "refused");
  assert.equal((await failureOf(token())).kind, "refused");
  const error = await failureOf(token());
  assert.equal(error.kind, "stopped");
  assert.match(error.message, /Check the key and the secret; then call reset/);
  assert.deepEqual(service.requests(), { bearer: 2, logins: 0 });
  await reset();
  assert.equal((await failureOf(bearer())).kind, "refused");
});

test("new credentials alone do not begin a new count", async () => {
  const store = lastingStore();
  for (const wrong of ["one", "another"]) await failureOf(service.createTokens({ store, password: wrong }).token());
  assert.equal((await failureOf(service.createTokens({ store }).token())).kind, "stopped");
  assert.equal((await failureOf(service.createTokens({ store, username: "else" }).token())).kind, "stopped");
  await service.createTokens({ store }).reset();
  assert.equal(typeof (await service.createTokens({ store }).token()), "string");
});

test("two over one store that fail at once count together", async () => {
  const store = lastingStore();
  const many = Array.from({ length: 5 }, () => service.createTokens({ store, password }));
  const kinds = (await Promise.all(many.map(({ token }) => failureOf(token())))).map(({ kind }) => kind);
  assert.deepEqual(kinds.sort(), ["refused", "refused", "stopped", "stopped", "stopped"]);
  assert.equal(sandbox.tokens.failedLogins, 2);
});
