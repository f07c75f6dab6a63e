import assert from "node:assert/strict";
import { test } from "node:test";
import { createTokens } from "../../pkg-template/tokens/create-tokens.js";
import { credentials } from "./fixtures/service.js";

/** @param {object} options @returns {string} */
function problemOf(options) {
  try {
    createTokens(/** @type {import("../../pkg-template/tokens.js").TokenOptions} */ (options));
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return error.message;
  }
  throw new Error("It was accepted.");
}

test("names everything that is missing or wrong at once, and repeats nothing of it", () => {
  const message = problemOf({ key: "a:b-hidden", secret: 5, username: " ", paswort: "hidden", now: 3, store: {} });
  for (const part of [
    "key must not contain a colon",
    "secret must be a string",
    "username is empty",
    "password is missing",
    "paswort is not an option",
    "now must be a function",
    "store must have the functions read and write",
  ]) {
    assert.ok(message.includes(part), `${part}: ${message}`);
  }
  assert.ok(!message.includes("hidden"));
});

for (const { option, about } of [
  { option: { secret: "two\nlines" }, about: /secret contains a control character/ },
  { option: { fetch: "fetch" }, about: /fetch must be a function/ },
  { option: { timeout: 0 }, about: /timeout must be/ },
  { option: { timeout: Number.NaN }, about: /timeout must be/ },
  { option: { timeout: "soon" }, about: /timeout must be/ },
  ...[
    "http://thingspace.verizon.com",
    "https://host/api",
    "https://a:b@host",
    "https://host?x",
    "ftp://host",
    "host",
    "",
  ].map((baseUrl) => ({ option: { baseUrl }, about: /baseUrl must be an origin/ })),
]) {
  test(`refuses ${JSON.stringify(option)}`, () => {
    assert.match(problemOf({ ...credentials, ...option }), about);
  });
}

test("makes no text and no number of what is none", () => {
  const asked = () => assert.fail("It was asked what it is worth.");
  const other = { toString: asked, valueOf: asked, [Symbol.toPrimitive]: asked };
  for (const name of ["key", "secret", "username", "password", "baseUrl", "timeout"]) {
    assert.match(problemOf({ ...credentials, [name]: other }), new RegExp(`${name} must be`));
  }
});

test("refuses what is no object", () => {
  for (const options of [undefined, null, "key"]) {
    assert.match(problemOf(/** @type {object} */ (/** @type {unknown} */ (options))), /needs an object with options/);
  }
});

for (const baseUrl of ["https://thingspace.verizon.com", "http://localhost:9", new URL("http://[::1]:9/"), undefined]) {
  test(`takes ${baseUrl} as the origin`, () => {
    createTokens({ ...credentials, baseUrl });
  });
}

test("asks ThingSpace itself when no origin is given", async () => {
  const urls = /** @type {string[]} */ ([]);
  const { token } = createTokens({
    ...credentials,
    fetch: async (url) => {
      urls.push(String(url));
      return Response.json({ access_token: "a", sessionToken: "s" });
    },
  });
  assert.equal(await token(), "s");
  assert.deepEqual(urls, [
    "https://thingspace.verizon.com/api/ts/v1/oauth2/token",
    "https://thingspace.verizon.com/api/m2m/v1/session/login",
  ]);
});
