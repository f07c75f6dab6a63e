import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { failureOf, lastingStore, minutes, startService } from "./fixtures/service.js";

const service = await startService();
after(() => service.sandbox.close());
beforeEach(() => {
  service.requests();
});

test("no login is sent that the store cannot count", async () => {
  const store = {
    read: async () => undefined,
    write: async () => {
      throw new Error("the disk is full");
    },
  };
  const error = await failureOf(service.createTokens({ store }).token());
  assert.deepEqual([error.kind, error.message], ["store", "The token store could not be written: the disk is full"]);
  assert.equal(service.requests().logins, 0);
});

test("no login is sent while the store cannot be read, and all is well when it can", async () => {
  const store = lastingStore();
  let isBroken = true;
  const { token } = service.createTokens({
    store: {
      read: () => (isBroken ? Promise.reject(new Error("no connection")) : store.read()),
      write: store.write,
    },
  });
  assert.equal((await failureOf(token())).kind, "store");
  assert.deepEqual(service.requests(), { bearer: 0, logins: 0 });
  isBroken = false;
  assert.equal(typeof (await token()), "string");
});

for (const text of ["", "{", "null", "[]", "{}", '{"of":"x","bearer":{},"session":{}}', '{"of":1}']) {
  test(`takes ${JSON.stringify(text)} for none of its own, and starts anew on reset`, async () => {
    const store = lastingStore();
    await store.write(text);
    const { token, reset } = service.createTokens({ store });
    const error = await failureOf(token());
    assert.equal(error.kind, "store");
    assert.match(error.message, /did not write.*reset\(\)/);
    assert.deepEqual(service.requests(), { bearer: 0, logins: 0 });
    await reset();
    assert.equal(typeof (await token()), "string");
  });
}

test("a token that is good is given out although its use cannot be written down", async () => {
  const store = lastingStore();
  let isFull = false;
  const { token } = service.createTokens({
    store: {
      read: store.read,
      write: (text) => (isFull ? Promise.reject(new Error("the disk is full")) : store.write(text)),
    },
  });
  const given = await token();
  isFull = true;
  service.pass(2 * minutes);
  assert.equal(await token(), given);
  service.pass(18 * minutes);
  assert.equal(await token(), given, "in this process it is known that it was used");
});

test("reset says so when the store fails", async () => {
  const read = async () => {
    throw new Error("no connection");
  };
  const { reset } = service.createTokens({ store: { read, write: async () => {} } });
  assert.equal((await failureOf(reset())).kind, "store");
});

test("a request that never ends is not waited for for ever", async () => {
  let isStuck = true;
  const { token } = service.createTokens({
    // A call waits for six times as long; the next one waits half of that for its turn, and has the rest for itself.
    timeout: 500,
    fetch: async () => Response.json({ access_token: "a", sessionToken: "s" }),
    store: {
      read: () => (isStuck ? new Promise(() => {}) : Promise.resolve(undefined)),
      write: async () => {},
    },
  });
  assert.match((await failureOf(token())).message, /has not finished. Try again/);
  isStuck = false;
  assert.equal(typeof (await token()), "string");
});
