import assert from "node:assert/strict";
import { test } from "node:test";
import { createGateway } from "thingspace-aggregate/gateway";
import { secret, usualOptions } from "./fixtures/gateway.js";

/** @import { GatewayOptions } from "../../pkg-template/gateway.js" */

/** @param {object} options */
const creating = (options) => () => createGateway(/** @type {GatewayOptions} */ ({ ...usualOptions(), ...options }));

test("a gateway is not created without authorize", () => {
  assert.throws(creating({ authorize: undefined }), { name: "TypeError", message: /authorize must be a function/ });
});

/** @type {Readonly<Record<string, readonly [options: object, message: RegExp]>>} */
const wrong = {
  "an unknown one": [{ authorise: () => {} }, /option authorise does not exist; the options are authorize, /],
  "an unknown one of callbacks": [{ callbacks: { secret, sekret: "" } }, /option callbacks\.sekret does not exist/],
  "an unknown one of streams": [{ streams: { lives: 9 } }, /option streams\.lives does not exist/],
  "no tokens": [{ tokens: undefined }, /option tokens must be an object/],
  "no session token": [{ tokens: { bearer: "b" } }, /tokens\.token must be the session token/],
  "a bearer that is no token": [{ tokens: { token: "t", bearer: 7 } }, /tokens\.bearer must be/],
  "no inbox": [{ inbox: undefined }, /option inbox must be an object/],
  "half an inbox": [
    { inbox: { open() {}, record() {} } },
    /this one lacks read, list, due, told, claim, answer, sweep/,
  ],
  "no callbacks": [{ callbacks: undefined }, /option callbacks must be an object/],
  "no secret": [{ callbacks: {} }, /callbacks\.secret must be 20 to 256 characters/],
  "a secret that could be guessed": [{ callbacks: { secret: "callback" } }, /callbacks\.secret must be 20 to 256/],
  "a secret that fits in no path": [{ callbacks: { secret: `${secret}/` } }, /callbacks\.secret must be 20 to 256/],
  "three secrets": [{ callbacks: { secret: ["a", "b", "c"] } }, /one secret, or a list of two/],
  "the same secret twice": [{ callbacks: { secret: [secret, secret] } }, /list of two different ones/],
  "a verify that is no function": [{ callbacks: { secret, verify: true } }, /callbacks\.verify must be a function/],
  "an onSettled that is no function": [{ onSettled: {} }, /onSettled must be a function/],
  "a quiet time that is too short": [
    { settleAfter: 10 },
    /settleAfter must be a whole number of milliseconds from 1000/,
  ],
  "no URL": [{ baseUrl: "thingspace" }, /baseUrl must be a URL/],
  "an unsafe URL": [{ baseUrl: "http://thingspace.verizon.com" }, /baseUrl must begin with https/],
  "a URL with a password": [{ baseUrl: "https://a:b@thingspace.verizon.com" }, /baseUrl must have no user name/],
  "another wire": [{ wire: "soap" }, /wire must be "documented" or "sdk"/],
  "a check digit that is no flag": [{ checkDigit: "no" }, /checkDigit must be true or false/],
  "a fetch that is no function": [{ fetch: "fetch" }, /fetch must be a function/],
  "a timeout that is no number": [{ timeout: "1s" }, /timeout must be a whole number/],
  "a prefix with a slash at its end": [{ prefix: "/api/" }, /prefix must be a path/],
  "a prefix that is a pattern": [{ prefix: "/:a" }, /prefix must be a path/],
  "a public URL with a path": [{ publicUrl: "https://a.example/b" }, /publicUrl must be an origin/],
  "every origin": [{ allowedOrigins: ["*"] }, /allowedOrigins must be a URL/],
  "an origin that is no list": [{ allowedOrigins: "https://a.example" }, /allowedOrigins must be a list/],
  "a life without end": [{ streams: { life: Number.POSITIVE_INFINITY } }, /streams\.life must be a whole number/],
  "a log that is no function": [{ log: console }, /log must be a function/],
};
for (const [name, [options, message]] of Object.entries(wrong)) {
  test(`${name} is told`, () => {
    assert.throws(creating(options), (error) => {
      assert.ok(error instanceof TypeError);
      assert.match(error.message, /^createGateway: the option /);
      assert.match(error.message, message);
      assert.ok(!error.message.includes(secret));
      return true;
    });
  });
}

test("no options are told, too", () => {
  assert.throws(() => createGateway(/** @type {never} */ (undefined)), /option options must be an object/);
});
