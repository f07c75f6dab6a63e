import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { farSide, rejection } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { errorOf } from "./fixtures/rejections.js";
import { request } from "./fixtures/requests.js";

const { api } = await installPackage();

/** @param {() => unknown} reply */
const submit = (reply) => api.submitAggregate(request, { token: "token", fetch: farSide(reply).fetch, retry: 0 });

/** @param {() => unknown} reply */
const failure = (reply) => errorOf(api, submit(reply));

/** @param {string | undefined} body */
const ok = (body) => () => new Response(body, { status: 200 });

describe("a receipt", () => {
  it("is the transaction's id and the status, known ones in capitals", async () => {
    for (const [status, expected] of [
      ["QUEUED", "QUEUED"],
      ["Queued", "QUEUED"],
      ["completed", "COMPLETED"],
      ["In Progress", "In Progress"],
    ]) {
      assert.deepEqual(await submit(ok(JSON.stringify({ txid: "c9a1d5b0", status, more: [1] }))), {
        txid: "c9a1d5b0",
        status: expected,
      });
    }
    assert.equal((await submit(ok('{"txid":"c9a1d5b0"}'))).status, "");
    assert.equal((await submit(ok('{"txid":9007199254740991}'))).txid, "9007199254740991");
  });

  it("is read whatever stands around it", async () => {
    const json = '{"txid":"é💡","status":"QUEUED"}';
    for (const body of [json, `\uFEFF${json}`, ` \n${json}\r\n`]) assert.equal((await submit(ok(body))).txid, "é💡");
    const bytes = new TextEncoder().encode(json);
    const slowly = new ReadableStream({
      start(stream) {
        for (const byte of bytes) stream.enqueue(Uint8Array.of(byte));
        stream.close();
      },
    });
    assert.equal((await submit(() => new Response(slowly))).txid, "é💡");
  });

  it("is up to 1 MiB large", async () => {
    const receipt = (/** @type {number} */ size) => {
      const json = JSON.stringify({ txid: "c9a1d5b0", status: "QUEUED", padding: "" });
      return ok(json.replace('""', `"${"x".repeat(size - json.length)}"`));
    };
    assert.equal((await submit(receipt(2 ** 20))).txid, "c9a1d5b0");
    const error = await failure(receipt(2 ** 20 + 1));
    assert.deepEqual([error.kind, error.status, error.mayBeQueued], ["invalid_response", 200, true]);
  });

  it("is nothing else", async () => {
    const texts = ["", " ", "OK", "null", "true", "[]", '"text"', "{}", '{"txid":"c9a1', "<html>", "\0"];
    const objects = [
      { txid: "" },
      { txid: " " },
      { txid: null },
      { txid: {} },
      { txid: ["c"] },
      { TXID: "c" },
      { status: "QUEUED" },
      { txid: 2 ** 53 },
      { txid: 1.5 },
    ];
    for (const body of [undefined, ...texts, ...objects.map((object) => JSON.stringify(object))]) {
      const error = await failure(ok(body));
      assert.deepEqual(
        [error.kind, error.status, error.attempts, error.mayBeQueued],
        ["invalid_response", 200, 1, true],
      );
    }
    const fault = await failure(ok('{"fault":{"code":"900800","message":"Throttled"}}'));
    assert.deepEqual([fault.kind, fault.errorCode, fault.errorMessage], ["invalid_response", "900800", "Throttled"]);
  });
});

describe("an error body", () => {
  const shapes = /** @type {const} */ ([
    ["the service's", { errorCode: "INVALID_PARAMETER", errorMessage: "Failed: inactive" }],
    ["the SDK's", { responseCode: "INVALID_PARAMETER", message: "Failed: inactive", fault: null }],
    ["the gateway's", { fault: { code: "INVALID_PARAMETER", message: "Failed", description: "inactive" } }],
    ["the token service's", { error: "INVALID_PARAMETER", error_description: "Failed: inactive" }],
  ]);
  for (const [whose, body] of shapes) {
    it(`is read in ${whose} shape`, async () => {
      const error = await failure(() => Response.json(body, { status: 404 }));
      const { kind, status, errorCode, errorMessage, attempts, mayBeQueued } = error;
      assert.deepEqual(
        { kind, status, errorCode, errorMessage, attempts, mayBeQueued },
        {
          kind: "not_found",
          status: 404,
          errorCode: "INVALID_PARAMETER",
          errorMessage: "Failed: inactive",
          attempts: 1,
          mayBeQueued: false,
        },
      );
      assert.match(error.message, /Failed: inactive/);
    });
  }

  it("of any other form gives a short clean excerpt", async () => {
    const page = `<html><head><title>502</title></head>\n<body>\n<h1>Bad\u0000 Gateway</h1>${"x".repeat(100_000)}</body></html>`;
    const error = await failure(() => new Response(page, { status: 502 }));
    assert.deepEqual([error.kind, error.status, error.errorCode], ["server_error", 502, undefined]);
    assert.match(error.errorMessage ?? "", /502 Bad Gateway/);
    assert.doesNotMatch(error.errorMessage ?? "", /[<>\p{Cc}]/u);
    assert.ok((error.errorMessage ?? "").length <= 300);
    for (const body of ["", '{"errorCode":', "[]", "null", "0", '{"errorCode":{},"errorMessage":[]}', "\ud800"]) {
      assert.equal((await failure(() => new Response(body, { status: 500 }))).status, 500);
    }
  });

  it("that is cut within a token keeps no part of it", async () => {
    const token = "zyxwvutsrqponm";
    for (const before of [" ".repeat(3_990), "<b>".repeat(1_330), "-".repeat(190)]) {
      const { fetch } = farSide(() => new Response(`${before}${token}`, { status: 500 }));
      const { errorMessage } = await errorOf(api, api.submitAggregate(request, { token, fetch, retry: 0 }));
      assert.match(errorMessage ?? "", /^-*\[token\]$/);
    }
  });

  it("that says the request will be queued is believed", async () => {
    for (const [errorMessage, mayBeQueued] of /** @type {const} */ ([
      ["Device Not Found, Request will be queued", true],
      ["device not found, REQUEST WILL BE QUEUED", true],
      ["Device Not Found", false],
    ])) {
      const error = await failure(() =>
        Response.json({ errorCode: "INVALID_PARAMETER", errorMessage }, { status: 400 }),
      );
      assert.deepEqual([error.kind, error.mayBeQueued], ["bad_request", mayBeQueued]);
    }
  });
});

describe("a status", () => {
  const statuses = /** @type {const} */ ([
    [201, "unexpected_status", true],
    [202, "unexpected_status", true],
    [204, "unexpected_status", true],
    [301, "unexpected_status", true],
    [307, "unexpected_status", true],
    [400, "bad_request", false],
    [401, "unauthorized", false],
    [402, "unexpected_status", false],
    [403, "forbidden", false],
    [404, "not_found", false],
    [409, "conflict", false],
    [413, "unexpected_status", false],
    [429, "rate_limited", false],
    [500, "server_error", true],
    [503, "server_error", true],
    [599, "server_error", true],
  ]);
  for (const [status, kind, mayBeQueued] of statuses) {
    it(`of ${status} is ${kind}`, async () => {
      const error = await failure(() => new Response(null, { status, headers: { location: "https://other.example" } }));
      assert.deepEqual([error.kind, error.status, error.mayBeQueued], [kind, status, mayBeQueued]);
    });
  }

  it("that a browser hides behind a redirect is absent", async () => {
    const error = await failure(() => Response.error());
    assert.deepEqual([error.kind, error.status, error.mayBeQueued], ["unexpected_status", undefined, true]);
  });
});

describe("Retry-After", () => {
  it("is in milliseconds, from seconds or from a date", async () => {
    const asked = async (/** @type {string} */ text) =>
      (await failure(rejection(429, { "retry-after": text }))).retryAfter;
    assert.equal(await asked("0"), 0);
    assert.equal(await asked(" 120 "), 120_000);
    const inAnHour = await asked(new Date(Date.now() + 3_600_000).toUTCString());
    assert.ok(inAnHour !== undefined && inAnHour > 3_500_000 && inAnHour <= 3_600_000);
    assert.equal(await asked("Sun, 06 Nov 1994 08:49:37 GMT"), 0);
    for (const text of ["", "soon", "-1", "1.5", "1e3", "2026-06-01"]) assert.equal(await asked(text), undefined);
  });

  it("may be a date in the two older forms", async () => {
    const moment = new Date(Date.now() + 3_600_000);
    const [day, date, month, year, time] = moment.toUTCString().replace(",", "").split(" ");
    const asctime = `${day} ${month} ${date?.replace(/^0/, " ")} ${time} ${year}`;
    const weekday = moment.toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });
    const rfc850 = `${weekday}, ${date}-${month}-${year?.slice(2)} ${time} GMT`;
    for (const text of [asctime, rfc850]) {
      const { retryAfter = 0 } = await failure(rejection(429, { "retry-after": text }));
      assert.ok(retryAfter > 3_500_000 && retryAfter <= 3_600_000, text);
    }
  });

  it("of any number of digits is a wait, and one that is too long", async () => {
    for (const digits of ["99999999999", "9".repeat(400)]) {
      const { fetch, sent } = farSide(rejection(429, { "retry-after": digits }));
      const error = await errorOf(api, api.submitAggregate(request, { token: "token", fetch }));
      assert.ok(Number.isFinite(error.retryAfter) && Number(error.retryAfter) > 2 ** 31, digits);
      assert.deepEqual([error.attempts, sent.length], [1, 1]);
    }
  });
});

describe("the error as a whole", () => {
  it("has its fields in JSON, but not its cause", async () => {
    const error = await failure(rejection(429, { "retry-after": "1" }));
    assert.deepEqual(JSON.parse(JSON.stringify(error)), {
      name: "AggregateReportError",
      message: error.message,
      kind: "rate_limited",
      attempts: 1,
      mayBeQueued: false,
      status: 429,
      errorCode: "INVALID_PARAMETER",
      errorMessage: "Device inactive",
      retryAfter: 1_000,
    });
    const cause = new TypeError("fetch failed");
    const broken = await failure(() => Promise.reject(cause));
    assert.equal(broken.cause, cause);
    const { name, message, kind, attempts, mayBeQueued } = broken;
    assert.deepEqual(broken.toJSON(), { name, message, kind, attempts, mayBeQueued });
  });

  it("can be made anew from its JSON", async () => {
    const error = await failure(rejection(409));
    const revived = new api.AggregateReportError(JSON.parse(JSON.stringify(error)));
    assert.ok(api.isAggregateReportError(revived));
    assert.deepEqual(revived.toJSON(), error.toJSON());
  });

  it("points to the caller, and is an Error like any other", async () => {
    const error = await failure(rejection(409));
    assert.ok(error instanceof Error);
    assert.equal(String(error), `AggregateReportError: ${error.message}`);
    assert.match(error.stack ?? "", /replies\.test\.js/);
  });
});
