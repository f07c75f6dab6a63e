import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { farSide, receipt, rejection } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { issueAssertions } from "./fixtures/issues.js";
import { errorOf } from "./fixtures/rejections.js";
import { request } from "./fixtures/requests.js";

const { api } = await installPackage();
const { passes, fails } = issueAssertions(api);

const token = "token";

describe("options", () => {
  it("may be absent, and each of them too", async () => {
    const names = ["bearer", "portalInitiated", "baseUrl", "wire", "checkDigit", "fetch", "signal", "timeout", "retry"];
    for (const absent of [undefined, null]) {
      await passes(request, Object.fromEntries(names.map((name) => [name, absent])));
      await passes(request, /** @type {never} */ (absent));
    }
  });

  it("have the types that are documented", async () => {
    const wrong = [Symbol("option"), 1n, []];
    const names = ["bearer", "portalInitiated", "baseUrl", "checkDigit", "fetch", "signal", "timeout", "onAttempt"];
    for (const name of names) {
      for (const value of wrong) await fails(request, [`options.${name}: type`], { token, [name]: value });
    }
    for (const value of [...wrong, {}, 1, true]) await fails(request, ["options.token: type"], { token: value });
    for (const options of ["token", 1, true, Symbol("options"), 1n]) {
      const { issues } = await api.validateAggregate(request, /** @type {never} */ (options));
      assert.deepEqual(
        issues.map(({ code, path }) => [code, ...path]),
        [["type", "options"]],
      );
    }
    await fails(request, ["options.signal: type"], { token, signal: { aborted: true } });
    await fails(request, ["options.timeout: type"], { token, timeout: "30000" });
    await fails(request, ["options.checkDigit: type"], { token, checkDigit: "false" });
  });

  it("have the ranges that are documented", async () => {
    for (const timeout of [0, 1, 0.5, 2 ** 31 - 1]) await passes(request, { timeout });
    for (const timeout of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]) {
      await fails(request, ["options.timeout: option"], { token, timeout });
    }
    for (const wire of ["", "SDK", "json"]) await fails(request, ["options.wire: option"], { token, wire });
    for (const wire of /** @type {const} */ (["documented", "sdk"])) await passes(request, { wire });
  });

  it("do not hold others", async () => {
    const [near] = await fails(request, ["options.Token: unknown_field"], { token, Token: token });
    assert.match(near.message, /token/);
    const [far] = await fails(request, ["options.headers: unknown_field"], { token, headers: { authorization: "x" } });
    assert.doesNotMatch(far.message, /did you mean/);
  });
});

describe("retry", () => {
  it("is a number, or an object of its own options", async () => {
    for (const retry of [0, 100, {}, { limit: 0 }, { maxRetryAfter: 0, resend: false }, { limit: null }]) {
      await passes(request, { retry: /** @type {never} */ (retry) });
    }
    for (const limit of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 101]) {
      await fails(request, ["options.retry: option"], { token, retry: limit });
      await fails(request, ["options.retry.limit: option"], { token, retry: { limit } });
    }
    for (const retry of ["2", true, 1n]) await fails(request, ["options.retry: type"], { token, retry });
    for (const maxRetryAfter of [-1, Number.NaN]) {
      await fails(request, ["options.retry.maxRetryAfter: option"], { token, retry: { maxRetryAfter } });
    }
    await fails(request, ["options.retry.resend: type"], { token, retry: { resend: 1 } });
    const [near] = await fails(request, ["options.retry.limits: unknown_field"], { token, retry: { limits: 1 } });
    assert.match(near.message, /limit\b/);
  });
});

describe("baseUrl", () => {
  it("is https, or http on loopback", async () => {
    const good = ["https://gateway.example", "https://gateway.example:8443/a/b/", "HTTPS://GATEWAY.EXAMPLE/api"];
    const loopback = ["http://127.0.0.1:8787/api", "http://localhost", "http://[::1]:1", "http://127.255.0.1"];
    for (const baseUrl of [...good, ...loopback, new URL("https://gateway.example/api")])
      await passes(request, { baseUrl });
  });

  it("is nothing else", async () => {
    const schemes = [
      "http://gateway.example",
      "ftp://gateway.example",
      "file:///etc",
      "data:,x",
      "javascript:0",
      "blob:x",
    ];
    const secrets = ["https://user@gateway.example", "https://:password@gateway.example"];
    const tails = [
      "https://gateway.example/?a=b",
      "https://gateway.example/#a",
      "https://gateway.example?",
      "https://gateway.example#",
    ];
    const lookalikes = [
      "http://127.0.0.1.example",
      "http://localhost.example",
      "http://10.0.0.1",
      "http://0.0.0.0",
      "http://1270.0.1",
    ];
    const paths = ["/api", "//gateway.example", "api", "", " ", "\\\\gateway.example", "https://", "https:"];
    for (const baseUrl of [...schemes, ...secrets, ...tails, ...lookalikes, ...paths]) {
      await fails(request, ["options.baseUrl: option"], { token, baseUrl });
    }
    for (const baseUrl of [1, true, {}, { href: 1 }])
      await fails(request, ["options.baseUrl: type"], { token, baseUrl });
  });

  it("gets the path of the service, whether it ends in a slash or not", async () => {
    for (const baseUrl of ["https://gateway.example/api", "https://gateway.example/api/"]) {
      const { fetch, sent } = farSide(receipt);
      await api.submitAggregate(request, { baseUrl, fetch });
      assert.equal(sent[0].url, "https://gateway.example/api/report/async/aggregate");
    }
    const { fetch, sent } = farSide(receipt);
    await api.submitAggregate(request, { token, fetch });
    assert.equal(sent[0].url, "https://thingspace.verizon.com/api/hyper-precise/v1/report/async/aggregate");
  });
});

describe("a token", () => {
  it("is required by the service, and by nothing else", async () => {
    const { fetch, sent } = farSide(receipt);
    for (const baseUrl of [
      undefined,
      "https://thingspace.verizon.com/api/hyper-precise/v2",
      "https://thingspace.verizon.com.",
      "HTTPS://THINGSPACE.VERIZON.COM:443/api",
    ]) {
      const error = await errorOf(api, api.submitAggregate(request, { fetch, baseUrl, bearer: "bearer" }));
      assert.deepEqual(
        error.issues?.map(({ code, path }) => [code, ...path]),
        [["missing", "options", "token"]],
      );
    }
    assert.equal(sent.length, 0);
    await api.submitAggregate(request, { fetch, baseUrl: "https://gateway.example" });
    assert.equal(sent[0].headers["vz-m2m-token"], undefined);
    assert.equal(sent[0].headers.authorization, undefined);
    await passes(request);
  });

  const unfit = [
    "line\nbreak-s3cret",
    "s3cret\r\nimei: 7",
    "s3cret\0",
    "s3cret é",
    "s3cret token",
    "\ud800s3cret",
    "s3cret💡",
  ];
  const tooLong = "s3cret".repeat(2_731);

  for (const name of /** @type {const} */ (["token", "bearer"])) {
    it(`(${name}) with a character that no header carries is refused, and its text is nowhere`, async () => {
      for (const secret of [...unfit, tooLong]) {
        const { fetch, sent } = farSide(receipt);
        const fixed = { token, fetch, [name]: secret };
        const [issue] = await fails(request, [`options.${name}: characters`], fixed);
        assert.doesNotMatch(issue.message, /s3cret/);
        await notShown(api.submitAggregate(request, fixed));

        for (const provider of [() => secret, async () => secret]) {
          const error = await notShown(api.submitAggregate(request, { token, fetch, [name]: provider }));
          assert.equal(error.kind, "invalid");
          assert.deepEqual(
            error.issues?.map(({ code, path }) => [code, ...path]),
            [["characters", "options", name]],
          );
        }
        assert.equal(sent.length, 0, "nothing was sent");
      }
      for (const blank of ["", " ", "\n"]) await fails(request, [`options.${name}: empty`], { token, [name]: blank });
    });

    it(`(${name}) may come from a function, which is asked before each attempt`, async () => {
      const { fetch, sent } = farSide(rejection(429, { "retry-after": "0" }), receipt);
      let asked = 0;
      await api.submitAggregate(request, { token, fetch, [name]: async () => `given-${++asked}` });
      const header = name === "token" ? "vz-m2m-token" : "authorization";
      const prefix = name === "token" ? "" : "Bearer ";
      assert.deepEqual(
        sent.map(({ headers }) => headers[header]),
        [`${prefix}given-1`, `${prefix}given-2`],
      );
    });

    it(`(${name}) from a function that throws ends the submission, with what it threw as the cause`, async () => {
      const { fetch, sent } = farSide(receipt);
      const thrown = new Error("login failed");
      for (const provider of [() => assert.fail(thrown), () => Promise.reject(thrown)]) {
        const error = await errorOf(api, api.submitAggregate(request, { token, fetch, [name]: provider }));
        assert.deepEqual([error.kind, error.attempts, error.mayBeQueued], ["token", 0, false]);
        assert.equal(error.cause, thrown);
      }
      for (const value of [undefined, null, 1, {}, 1n, Symbol("token")]) {
        const provider = /** @type {() => string} */ (() => value);
        const error = await errorOf(api, api.submitAggregate(request, { token, fetch, [name]: provider }));
        assert.deepEqual(
          error.issues?.map(({ code, path }) => [code, ...path]),
          [["type", "options", name]],
        );
      }
      assert.equal(sent.length, 0);
    });
  }

  it("that the service repeats in its reply is not in the error", async () => {
    const echo = () =>
      Response.json({ errorCode: "s3cret-1", errorMessage: "bad s3cret-1, s3cret-2" }, { status: 401 });
    const { fetch } = farSide(echo);
    await notShown(api.submitAggregate(request, { fetch, token: "s3cret-1", bearer: async () => "s3cret-2" }));
    const { fetch: html } = farSide(() => new Response("<p>VZ-M2M-Token: s3cret-1</p>", { status: 502 }));
    await notShown(api.submitAggregate(request, { fetch: html, token: "s3cret-1" }));
  });

  it("is not told to onAttempt", async () => {
    /** @type {unknown[]} */
    const told = [];
    const { fetch } = farSide(rejection(429), receipt);
    await api.submitAggregate(request, { fetch, token: "s3cret", onAttempt: (...all) => told.push(all) });
    assert.equal(told.length, 2);
    assert.doesNotMatch(inspect(told, { depth: null, showHidden: true }), /s3cret/);
  });
});

/** @param {Promise<unknown>} submission */
async function notShown(submission) {
  const error = await errorOf(api, submission);
  for (const text of [
    String(error),
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: null, showHidden: true }),
  ]) {
    assert.doesNotMatch(String(text), /s3cret/);
  }
  return error;
}
