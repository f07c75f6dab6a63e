import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { accountNumber, consumer, user } from "./known.js";
import { startSandbox } from "./sandbox.js";

/** @type {import("./sandbox.js").Sandbox} */
let sandbox;
let time = Date.UTC(2026, 0, 1);

before(async () => {
  sandbox = await startSandbox({ now: () => time });
});
after(() => sandbox.close());
beforeEach(() => {
  sandbox.tokens.revoke();
  sandbox.tokens.unlock();
});

const form = "application/x-www-form-urlencoded";

function askForBearer({ secret = consumer.secret, type = form, body = "grant_type=client_credentials" } = {}) {
  const authorization = `Basic ${btoa(`${consumer.key}:${secret}`)}`;
  return fetch(`${sandbox.url}/api/ts/v1/oauth2/token`, {
    method: "POST",
    headers: { authorization, "content-type": type },
    body,
  });
}

async function bearer() {
  return (await (await askForBearer()).json()).access_token;
}

/** @param {string} token @param {{ username?: string, password?: string }} [login] */
function logIn(token, login = user) {
  return fetch(`${sandbox.url}/api/m2m/v1/session/login`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(login),
  });
}

/** @param {string} token @param {string} session @returns {Promise<number>} the status of a request with both */
async function use(token, session) {
  const { status } = await fetch(`${sandbox.baseUrl}/callbacks?accountNumber=${accountNumber}`, {
    headers: { authorization: `Bearer ${token}`, "vz-m2m-token": session },
  });
  return status;
}

test("gives a key the same token for an hour, then another", async () => {
  const first = await (await askForBearer()).json();
  assert.deepEqual(first, { access_token: first.access_token, token_type: "Bearer", expires_in: 3600 });
  time += 3_000_000;
  assert.deepEqual(await (await askForBearer()).json(), { ...first, expires_in: 600 });
  time += 600_000;
  const second = await (await askForBearer()).json();
  assert.notEqual(second.access_token, first.access_token);
  assert.equal(second.expires_in, 3600);
});

test("refuses a wrong secret, another grant, and what is no form", async () => {
  const wrong = [
    { refused: await askForBearer({ secret: "wrong" }), status: 401, error: "invalid_client" },
    { refused: await askForBearer({ body: "grant_type=password" }), status: 400, error: "unsupported_grant_type" },
    { refused: await askForBearer({ type: "text/plain" }), status: 400, error: "unsupported_grant_type" },
  ];
  for (const { refused, status, error } of wrong) {
    const body = await refused.json();
    assert.deepEqual([refused.status, body.error], [status, error]);
    assert.equal(typeof body.error_description, "string");
  }
});

test("a session lives for twenty idle minutes, and using it keeps it alive", async () => {
  const token = await bearer();
  const { sessionToken } = await (await logIn(token)).json();
  for (let minutes = 0; minutes < 45; minutes += 15) {
    time += 15 * 60_000;
    assert.equal(await use(token, sessionToken), 200);
  }
  time += 14 * 60_000; // 59 minutes, so that the bearer token is still good
  assert.equal(await use(token, sessionToken), 200);
  time += 20 * 60_000;
  assert.equal(await use(await bearer(), sessionToken), 401);
});

test("tokens can be revoked, and their lifetimes changed", async () => {
  const token = await bearer();
  const { sessionToken } = await (await logIn(token)).json();
  sandbox.tokens.revoke("session");
  assert.equal(await use(token, sessionToken), 401);
  const again = (await (await logIn(token)).json()).sessionToken;
  assert.equal(await use(token, again), 200);
  sandbox.tokens.revoke("bearer");
  assert.equal(await use(token, again), 401);
  sandbox.tokens.lifetime = { bearer: 5, session: 2 };
  assert.equal((await (await askForBearer()).json()).expires_in, 5);
  sandbox.tokens.lifetime = { bearer: 3600, session: 1200 };
});

test("five failed logins in a row lock the account, until support opens it", async () => {
  const token = await bearer();
  const failing = { ...user, password: "wrong" };
  for (let logins = 1; logins <= 4; logins++) assert.equal((await logIn(token, failing)).status, 400);
  assert.equal((await logIn(token)).status, 200, "one that succeeds begins a new count");
  for (let logins = 1; logins <= 5; logins++) assert.equal((await logIn(token, failing)).status, 400);
  assert.ok(sandbox.tokens.isLocked);
  assert.equal((await logIn(token)).status, 400);
  sandbox.tokens.unlock();
  assert.equal((await logIn(token)).status, 200);
});

test("a login with a bearer token that is not valid never reaches the login", async () => {
  const response = await logIn("another", { ...user, password: "wrong" });
  assert.equal(response.status, 401);
  assert.equal((await response.json()).fault.code, "900901");
  assert.equal(sandbox.tokens.failedLogins, 0);
});

test("a fault waits for the request that it is on", async () => {
  sandbox.failNext({ kind: "html_502", on: "/session/login" });
  assert.equal((await askForBearer()).status, 200);
  assert.equal((await logIn(await bearer())).status, 502);
  assert.equal((await logIn(await bearer())).status, 200);
});
