import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { brokenNetwork, farSide, receipt, rejection } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { issueAssertions } from "./fixtures/issues.js";
import { errorOf } from "./fixtures/rejections.js";
import { accountNumber, imeis, request } from "./fixtures/requests.js";

/** @import { SubmitOptions } from "../../pkg-template/index.js" */
/** @import { Sent } from "./fixtures/far-side.js" */

const { api } = await installPackage();
const { fails } = issueAssertions(api);

const gateway = "https://gateway.example";
const random = /^"[0-9a-f]{32}"$/;

/** @param {readonly Sent[]} sent */
const keysOf = (sent) => sent.map(({ headers }) => headers["idempotency-key"]);

/** What is sent with these options. @param {SubmitOptions} options */
async function keyWith(options) {
  const { fetch, sent } = farSide(receipt);
  await api.submitAggregate(request, { ...options, fetch });
  return keysOf(sent)[0];
}

describe("an idempotency key", () => {
  afterEach(() => Reflect.deleteProperty(globalThis, "location"));

  it("is sent where baseUrl is a path, if nobody says otherwise", async () => {
    const location = { origin: "https://portal.example" };
    Object.defineProperty(globalThis, "location", { value: location, configurable: true });
    assert.match(String(await keyWith({ baseUrl: "/api" })), random);
    assert.match(String(await keyWith({ baseUrl: "/api", idempotencyKey: undefined })), random);
    assert.equal(await keyWith({ baseUrl: "/api", idempotencyKey: "order-7" }), '"order-7"');
    assert.equal(await keyWith({ baseUrl: "/api", idempotencyKey: false }), undefined);
  });

  it("is sent elsewhere if it is asked for, as a quoted string", async () => {
    assert.equal(await keyWith({ baseUrl: gateway }), undefined);
    assert.match(String(await keyWith({ baseUrl: gateway, idempotencyKey: true })), random);
    assert.equal(await keyWith({ baseUrl: gateway, idempotencyKey: 'a"b\\c' }), '"a\\"b\\\\c"');
  });

  it("never goes to ThingSpace itself", async () => {
    assert.equal(await keyWith({ token: "token" }), undefined);
    assert.equal(await keyWith({ token: "token", idempotencyKey: false }), undefined);
    for (const idempotencyKey of [true, "order-7"]) {
      for (const baseUrl of [undefined, "https://thingspace.verizon.com./api"]) {
        await fails(request, ["options.idempotencyKey: option"], { token: "token", baseUrl, idempotencyKey });
      }
    }
  });

  it("is one that a header can carry", async () => {
    const cases = [
      ["", "empty"],
      ["a b", "characters"],
      ["é", "characters"],
      ["x".repeat(256), "option"],
      [7, "type"],
      [{}, "type"],
    ];
    for (const [idempotencyKey, code] of cases) {
      await fails(request, [`options.idempotencyKey: ${code}`], { baseUrl: gateway, idempotencyKey });
    }
  });

  it("is the same for each attempt of a submission, and another for the next submission", async () => {
    const later = rejection(429, { "retry-after": "0" });
    const { fetch, sent } = farSide(later, later, receipt);
    const options = { baseUrl: gateway, idempotencyKey: true, fetch };
    await api.submitAggregate(request, options);
    await api.submitAggregate(request, options);
    const [first, second, third, next] = keysOf(sent);
    assert.deepEqual([second, third], [first, first]);
    assert.notEqual(next, first);
  });

  it("makes it safe to try again after a failure of the network, a timeout, a 502, or a reply that broke off", async () => {
    for (const failure of [brokenNetwork, () => new Promise(() => {}), rejection(502), () => new Response("")]) {
      const options = { baseUrl: gateway, retry: 1, timeout: 50 };
      const withKey = farSide(failure, receipt);
      await api.submitAggregate(request, { ...options, fetch: withKey.fetch, idempotencyKey: true });
      assert.equal(withKey.sent.length, 2);

      const without = farSide(failure, receipt);
      await errorOf(api, api.submitAggregate(request, { ...options, fetch: without.fetch }));
      assert.equal(without.sent.length, 1);
    }
  });

  it("is another for each part of a fleet", async () => {
    for (const idempotencyKey of [true, "order-7"]) {
      const { fetch, sent } = farSide(receipt);
      const options = { baseUrl: gateway, fetch, idempotencyKey, devicesPerRequest: 10 };
      for await (const { outcome } of api.submitFleet({ accountNumber, imei: imeis(25) }, options)) {
        assert.equal(outcome, "queued");
      }
      assert.equal(new Set(keysOf(sent)).size, 3);
    }
  });

  it("leaves room for the number of each part of a fleet, or nothing is sent", async () => {
    const { fetch, sent } = farSide(receipt);
    const fleet = { accountNumber, imei: imeis(25) };
    const options = { baseUrl: gateway, fetch, devicesPerRequest: 1, concurrency: 1 };
    const longest = { ...options, idempotencyKey: "x".repeat(240) };
    for await (const { outcome } of api.submitFleet(fleet, longest)) assert.equal(outcome, "queued");
    assert.equal(sent.splice(0).length, 25);

    const longer = { ...options, idempotencyKey: "x".repeat(241) };
    for (const start of [api.submitFleet, api.planFleet]) {
      const error = await errorOf(api, start(fleet, longer).next());
      assert.equal(error.kind, "invalid");
      assert.deepEqual(
        error.issues?.map(({ code, path }) => ({ code, path })),
        [{ code: "option", path: ["options", "idempotencyKey"] }],
      );
      assert.match(error.message, /^The request was not sent: idempotencyKey must have at most 240 characters/);
    }
    assert.equal(sent.length, 0);
  });
});
