import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { farSide } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { errorOf } from "./fixtures/rejections.js";
import { request } from "./fixtures/requests.js";

const { api } = await installPackage();

const GATEWAY = "https://portal.example/api";

const found = [
  { code: "imei_check_digit", path: ["imei", 3], message: "imei[3] has a wrong check digit" },
  { code: "unknown_field", path: ["#3"], message: "#3 is not a field" },
  { code: "type", path: [], message: "the request must be an object" },
];

const errorMessage = "imei[3] has a wrong check digit, and 7 more";

/**
 * The error for a reply of a gateway's, or of another service.
 *
 * @param {object} body
 * @param {number} [status]
 * @param {import("../../pkg-template/index.js").SubmitOptions} [options]
 */
async function refused(body, status = 400, options = {}) {
  const { fetch } = farSide(() => Response.json({ errorCode: "INVALID_PARAMETER", errorMessage, ...body }, { status }));
  return await errorOf(api, api.submitAggregate(request, { baseUrl: GATEWAY, fetch, ...options }));
}

describe("issues that a gateway found", () => {
  it("make an error of kind invalid, with their paths", async () => {
    const error = await refused({ issues: found, issueCount: 8 });
    assert.deepEqual(error.toJSON(), {
      name: "AggregateReportError",
      message: `The gateway refused the request (400 INVALID_PARAMETER: ${errorMessage}): correct what it names.`,
      kind: "invalid",
      attempts: 1,
      mayBeQueued: false,
      issues: found,
      issueCount: 8,
      status: 400,
      errorCode: "INVALID_PARAMETER",
      errorMessage,
    });
  });

  it("are sent once, and are not queued whatever their words", async () => {
    const { fetch, sent } = farSide(() =>
      Response.json(
        { errorCode: "INVALID_PARAMETER", errorMessage: "will be queued", issues: found, issueCount: 3 },
        { status: 400 },
      ),
    );
    const options = { baseUrl: GATEWAY, idempotencyKey: true, fetch, retry: { resend: true } };
    const error = await errorOf(api, api.submitAggregate(request, options));
    assert.deepEqual([error.kind, error.mayBeQueued, error.attempts, sent.length], ["invalid", false, 1, 1]);
  });

  it("are left out when they are not well-formed", async () => {
    const odd = [
      null,
      5,
      "issue",
      {},
      { ...found[0], code: 5 },
      { ...found[0], message: null },
      { ...found[0], path: "imei" },
      { ...found[0], path: ["imei", null] },
      { ...found[0], path: { 0: "imei", length: 1 } },
    ];
    const error = await refused({ issues: [...odd, found[0]], issueCount: "many" });
    assert.deepEqual([error.kind, error.issues, error.issueCount], ["invalid", [found[0]], 1]);
    for (const issues of [odd, [], {}, "issues", null, 5]) {
      const { kind, issues: listed, issueCount } = await refused({ issues, issueCount: 3 });
      assert.deepEqual([kind, listed, issueCount], ["bad_request", undefined, undefined]);
    }
  });

  it("are at most a hundred, of a sane length", async () => {
    const endless = { code: "unknown_field", path: ["x".repeat(100_000)], message: "y\n\t\0".repeat(10_000) };
    const error = await refused({
      issues: Array(1_000)
        .fill({ ...found[0] })
        .fill(endless, 0, 1),
      issueCount: 2,
    });
    assert.deepEqual([error.issues?.length, error.issueCount], [100, 100]);
    const [first, second] = error.issues ?? [];
    assert.deepEqual([first?.path[0], first?.message], ["x".repeat(499), "y   ".repeat(125)]);
    assert.deepEqual(second, found[0]);
  });

  it("hold no token", async () => {
    const token = 'zyx"wv\\utsr.1';
    const issue = { code: "unknown_field", path: [token, 1], message: `${token} is not a field` };
    const error = await refused({ issues: [issue], issueCount: 1 }, 400, { token });
    assert.deepEqual(error.issues, [
      { code: "unknown_field", path: ["[token]", 1], message: "[token] is not a field" },
    ]);
  });

  it("are believed of a gateway's refusal only", async () => {
    for (const [kind, status, errorCode, baseUrl] of /** @type {const} */ ([
      ["bad_request", 400, "INVALID_JSON", GATEWAY],
      ["forbidden", 403, "INVALID_PARAMETER", GATEWAY],
      ["bad_request", 400, "INVALID_PARAMETER", undefined],
    ])) {
      const error = await refused({ errorCode, issues: found, issueCount: 3 }, status, { baseUrl, token: "token" });
      assert.deepEqual([error.kind, error.issues, error.issueCount], [kind, undefined, undefined]);
    }
  });
});
