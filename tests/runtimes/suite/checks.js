import { contains, equal, ok, rejection } from "./expect.js";
import { fields, imeis, token } from "./requests.js";

/** @import { AggregateReportError, AggregateRequest, SubmitOptions } from "../../../pkg-template/index.js" */

/** @typedef {typeof import("../../../pkg-template/index.js")} Api */

/**
 * @typedef {object} Far The far side of one check: what it answers goes by the name that the check asks for it by.
 * @property {SubmitOptions} options to reach it
 * @property {() => Promise<{ method: string, headers: Record<string, string>, body: string }[]>} received so far
 */

/** @typedef {{ api: Api, far: (name: string) => Far }} Surroundings */

/** What holds in every runtime. No test framework and nothing of Node here: this runs in each of them as it is. */
/** @type {Record<string, (surroundings: Surroundings) => Promise<void>>} */
export const checks = {
  async "a submission reaches the service as documented"({ api, far }) {
    const { options, received } = far("queued");
    const startDate = new Date(Date.now() - 86_400_000);
    const receipt = await api.submitAggregate(
      { ...fields, imei: imeis(2), startDate, noSessionFlag: true },
      { ...options, token, bearer: "bearer" },
    );
    equal(receipt, { txid: "c9a1d5b0", status: "QUEUED" });

    const [{ method, headers, body }, ...others] = await received();
    equal(others, []);
    equal(method, "POST");
    contains(headers, {
      accept: "application/json",
      "content-type": "application/json",
      "vz-m2m-token": token,
      authorization: "Bearer bearer",
      "x-portal-initiated": "true",
      accountnumber: fields.accountNumber,
      imei: "2",
    });
    equal(
      body,
      `{"accountNumber":"${fields.accountNumber}","startDate":"${startDate.toISOString()}",` +
        `"imei":${JSON.stringify(imeis(2))},"deviceGroup":"${fields.deviceGroup}","noSessionFlag":"true"}`,
    );
  },

  async "10,000 devices go in one request, and one more in none"({ api, far }) {
    const { options, received } = far("many");
    const list = imeis(10_001);
    await api.submitAggregate({ ...fields, imei: list.slice(1) }, { ...options, token });
    const error = await failure(api, api.submitAggregate({ ...fields, imei: list }, { ...options, token }));
    equal(error.kind, "invalid");
    equal(error.issues?.[0]?.code, "too_many_devices");

    const [{ headers, body }, ...others] = await received();
    equal(others, []);
    equal(headers.imei, "10000");
    equal(JSON.parse(body).imei, list.slice(1));
  },

  async "a fleet goes in parts, each with its outcome"({ api, far }) {
    const { options, received } = far("fleet");
    const devices = imeis(25);
    /** @type {Record<number, readonly string[]>} */
    const queued = {};
    const fleet = { ...fields, imei: devices.values() };
    for await (const part of api.submitFleet(fleet, { ...options, token, devicesPerRequest: 10 })) {
      if (part.outcome === "queued") queued[part.part] = part.devices;
    }
    equal(queued, { 0: devices.slice(0, 10), 1: devices.slice(10, 20), 2: devices.slice(20) });
    equal((await received()).map(({ headers }) => headers.imei).sort(), ["10", "10", "5"]);
  },

  async "everything that is wrong is told at once, and nothing is sent"({ api, far }) {
    const { options, received } = far("invalid");
    const [imei] = imeis(1);
    const request = /** @type {AggregateRequest} */ (
      /** @type {unknown} */ ({ imei: [imei, imei, "49015420323751"], startdate: "2026-01-01" })
    );
    const error = await failure(api, api.submitAggregate(request, { ...options, token: "a\nb" }));
    const issues = [
      { code: "missing", path: ["accountNumber"] },
      { code: "unknown_field", path: ["startdate"] },
      { code: "characters", path: ["options", "token"] },
      { code: "duplicate", path: ["imei", 1] },
      { code: "imei_format", path: ["imei", 2] },
    ];
    contains(error, { kind: "invalid", issueCount: issues.length, attempts: 0, mayBeQueued: false });
    sameIssues(error.issues ?? [], issues);
    equal(await received(), []);

    const validation = await api.validateAggregate(request);
    equal(validation.issueCount, issues.length - 1);
    sameIssues(
      validation.issues,
      issues.filter(({ path }) => path[0] !== "options"),
    );
    const { validate } = api.aggregateRequestSchema["~standard"];
    equal((await validate(request)).issues?.length, issues.length - 1);
    equal(await validate({ ...fields, imei: 0 }), { value: { ...fields, imei: 0 } });
  },

  async "a rejection is told in every field"({ api, far }) {
    const { options, received } = far("rejected");
    const error = await failure(api, api.submitAggregate({ ...fields, imei: 0 }, { ...options, token }));
    const told = {
      kind: "bad_request",
      attempts: 1,
      mayBeQueued: false,
      status: 400,
      errorCode: "INVALID_PARAMETER",
      errorMessage: "Device inactive",
    };
    contains(error, told);
    ok(error.message.includes("Device inactive"), error.message);
    equal(JSON.parse(JSON.stringify(error)), { name: "AggregateReportError", message: error.message, ...told });
    equal((await received()).length, 1);
  },

  async "a refused token is asked for once more"({ api, far }) {
    const { options, received } = far("unauthorized");
    /** @type {unknown[]} */
    const needs = [];
    const error = await failure(
      api,
      api.submitAggregate({ ...fields, imei: 0 }, { ...options, token: async (need) => `token-${needs.push(need)}` }),
    );
    contains(error, { kind: "unauthorized", attempts: 2, status: 401, errorCode: "900901", mayBeQueued: false });
    equal(needs, [
      { attempt: 1, rejected: false },
      { attempt: 2, rejected: true },
    ]);
    equal(
      (await received()).map(({ headers }) => headers["vz-m2m-token"]),
      ["token-1", "token-2"],
    );
  },

  async "429 is tried again when the service says so"({ api, far }) {
    const { options, received } = far("busy");
    /** @type {unknown[]} */
    const attempts = [];
    const { txid } = await api.submitAggregate(
      { ...fields, imei: 0 },
      { ...options, token, onAttempt: (attempt) => attempts.push(attempt) },
    );
    equal(txid, "c9a1d5b0");
    equal(attempts, [
      { attempt: 1, delay: 0, reason: undefined },
      { attempt: 2, delay: 1000, reason: "rate_limited" },
    ]);
    const [first, second] = await received();
    equal(second.body, first.body);
  },

  async "a Retry-After that is too long is told instead"({ api, far }) {
    const { options } = far("closed");
    const error = await failure(api, api.submitAggregate({ ...fields, imei: 0 }, { ...options, token }));
    contains(error, { kind: "rate_limited", status: 429, attempts: 1, retryAfter: 120_000, mayBeQueued: false });
  },

  async "a redirect is not followed"({ api, far }) {
    const { options, received } = far("moved");
    const error = await failure(api, api.submitAggregate({ ...fields, imei: 0 }, { ...options, token }));
    contains(error, { kind: "unexpected_status", mayBeQueued: true });
    equal((await received()).length, 1);
  },

  async "aborting ends a submission with the signal's reason"({ api, far }) {
    const { options, received } = far("silent");
    const reason = { words: "no longer wanted" };
    const controller = new AbortController();
    const submission = api.submitAggregate(
      { ...fields, imei: 0 },
      { ...options, token, signal: controller.signal, timeout: 0 },
    );
    const ending = rejection(submission);
    for (let looks = 0; looks < 200 && (await received()).length === 0; looks += 1) await pause();
    controller.abort(reason);
    ok((await ending) === reason, "rejects with the reason itself");
  },

  async "a service that does not answer is not waited for longer than the timeout"({ api, far }) {
    const { options } = far("asleep");
    const submission = api.submitAggregate({ ...fields, imei: 0 }, { ...options, token, timeout: 100 });
    contains(await failure(api, submission), { kind: "timeout", attempts: 1, mayBeQueued: true });
  },

  async "a connection that breaks is a network error with its cause"({ api, far }) {
    const { options } = far("broken");
    const error = await failure(api, api.submitAggregate({ ...fields, imei: 0 }, { ...options, token }));
    contains(error, { kind: "network", attempts: 1, mayBeQueued: true });
    ok(error.cause !== undefined, "has a cause");
  },
};

/**
 * @param {Api} api
 * @param {Promise<unknown>} submission
 * @returns {Promise<AggregateReportError>}
 */
async function failure(api, submission) {
  const error = await rejection(submission);
  ok(api.isAggregateReportError(error), `an AggregateReportError, not ${error}`);
  ok(error instanceof api.AggregateReportError && error instanceof Error, "of its class");
  return error;
}

/**
 * @param {readonly { code: string, path: readonly (string | number)[], message: string }[]} issues
 * @param {readonly { code: string, path: readonly (string | number)[] }[]} wanted
 */
function sameIssues(issues, wanted) {
  equal(
    issues.map(({ code, path }) => ({ code, path })),
    wanted,
  );
  ok(
    issues.every(({ message }) => message.length > 10),
    "each with a message",
  );
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
