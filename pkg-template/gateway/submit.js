import { isFailure } from "../error.js";
import * as core from "../server-core.js";
import { jsonAnswer, refusal } from "./answers.js";
import { hasRightTo } from "./callers.js";
import { answerTo } from "./failure.js";
import { readIdempotencyKey } from "./idempotency-key.js";
import { describe, log, reasonOf } from "./log.js";
import { once } from "./once.js";
import { readJson } from "./read-json.js";
import { sleep } from "./sleep.js";

/**
 * @import { AggregateFailure, AggregateReceipt, AggregateRequest } from "../index.js"
 * @import { Answer } from "./failure.js"
 * @import { Call } from "./routes.js"
 */

/** The largest request in bytes: 10,000 IMEIs take 180,000, and the other fields may be long too. */
const LARGEST = 512 * 1024;

/** Milliseconds before the inbox is asked again to open a report, whose `txid` is known nowhere else. */
const BEFORE_OPENING_AGAIN = [100, 1_000];

/**
 * Submits a report for a page, with the tokens of this server.
 *
 * Nothing is retried here, except with new tokens if the old ones have expired. The answer is passed on unchanged, and
 * the package in the browser, which has the same rules, retries where that is safe, in front of a user who can cancel.
 *
 * @param {Call} call
 * @returns {Promise<Response>}
 */
export async function submitReport(call) {
  const { request, caller, context, settings } = call;
  const portalInitiated = request.headers.get("x-portal-initiated") ?? "true";
  if (portalInitiated !== "true" && portalInitiated !== "false") {
    return refusal(400, "INVALID_PARAMETER", "The header X-Portal-Initiated must be true or false.");
  }
  const key = readIdempotencyKey(request.headers);
  if (key === null) {
    const rule =
      'The header Idempotency-Key must be a text in double quotes, of 1 to 255 ASCII characters: "8e03978e".';
    return refusal(400, "INVALID_IDEMPOTENCY_KEY", rule);
  }
  const json = await readJson(request, LARGEST);
  if ("refused" in json) return json.refused;

  const { issues, issueCount } = core.validateAggregate(json.value, { checkDigit: settings.checkDigit });
  if (issueCount > 0) return invalid(issues, issueCount);
  const report = /** @type {AggregateRequest} */ (json.value);
  if (!hasRightTo(caller, report.accountNumber)) {
    return refusal(403, "ACCOUNT_NOT_ALLOWED", "You may not submit reports for this account.");
  }

  const submit = () => submitAndOpen(report, portalInitiated === "true", call);
  const answering =
    key === undefined
      ? submit()
      : once({ caller: caller.id, key }, `${portalInitiated} ${json.text}`, submit, settings);
  // A client that leaves or reconnects must not end what is in progress.
  context?.waitUntil?.(answering.catch(() => {}));
  const { status, body, retryAfter } = await answering;
  return jsonAnswer(
    JSON.stringify(body),
    status,
    retryAfter === undefined ? {} : { "retry-after": String(retryAfter) },
  );
}

/**
 * @param {AggregateRequest} report
 * @param {boolean} portalInitiated
 * @param {Call} call
 * @returns {Promise<Answer>}
 */
async function submitAndOpen(report, portalInitiated, call) {
  const { caller, settings, counters, context, settleSoon } = call;
  const { accountNumber } = report;
  const outcome = await submitWithTokens(report, portalInitiated, settings);
  if (isFailure(outcome)) {
    const { kind, status, mayBeQueued } = outcome;
    const message = `${outcome.message} ${reasonOf(outcome.cause)}`.trim();
    log(
      { event: "not_submitted", level: "warn", accountNumber, caller: caller.id, kind, status, mayBeQueued, message },
      settings,
    );
    return answerTo(outcome);
  }

  const { txid } = outcome;
  counters.submitted += 1;
  const imeis = devicesOf(report);
  const devices = imeis?.length ?? null;
  log({ event: "submitted", level: "info", txid, accountNumber, caller: caller.id, devices }, settings);
  try {
    const { isComplete } = await open(factsOf(report, txid, devices, call), imeis, settings);
    // All its callbacks have already arrived.
    if (isComplete) settleSoon(context);
  } catch (error) {
    const message = describe(error, settings);
    log({ event: "not_opened", level: "error", txid, accountNumber, caller: caller.id, message }, settings);
    const errorMessage = `ThingSpace has queued the report as ${txid}, but it cannot be read here. Do not submit it again.`;
    return { status: 502, body: { errorCode: "UNAVAILABLE", errorMessage } };
  }
  return { status: 200, body: outcome };
}

/**
 * Submits with the current tokens. If ThingSpace does not accept them, nothing was queued, so it submits once more with
 * new ones if they can be had.
 *
 * @param {AggregateRequest} report
 * @param {boolean} portalInitiated
 * @param {Call["settings"]} settings
 * @returns {Promise<AggregateReceipt | AggregateFailure>}
 */
async function submitWithTokens(report, portalInitiated, { tokens, baseUrl, wire, checkDigit, fetch, timeout }) {
  const end = Date.now() + timeout;
  const attempt = (/** @type {boolean} */ rejected) =>
    core.submitAggregate(report, {
      token: asked(tokens.token, rejected),
      bearer: asked(tokens.bearer, rejected),
      portalInitiated,
      baseUrl,
      wire,
      checkDigit,
      fetch,
      timeout: Math.max(1, end - Date.now()),
      retry: 0,
    });
  const outcome = await attempt(false);
  const canRenew = [tokens.token, tokens.bearer].some((token) => typeof token === "function");
  return isFailure(outcome) && outcome.kind === "unauthorized" && canRenew ? attempt(true) : outcome;
}

/**
 * @param {Call["settings"]["tokens"]["bearer"]} token
 * @param {boolean} rejected whether the last one was rejected
 */
function asked(token, rejected) {
  if (typeof token !== "function") return token;
  return () => token({ attempt: rejected ? 2 : 1, rejected });
}

/** The requested devices, or null for every device of the account. @param {AggregateRequest} report */
function devicesOf({ imei }) {
  if (typeof imei === "object") return imei;
  return imei === 0 || imei === "0" ? null : [imei];
}

/**
 * @param {AggregateRequest} report
 * @param {string} txid
 * @param {number | null} expected
 * @param {Call} call
 * @returns {import("../inbox.js").ReportFacts}
 */
function factsOf({ accountNumber, imei: _, ...rest }, txid, expected, { caller, settings: { settleAfter } }) {
  const given = Object.entries(rest).filter(([, value]) => value !== null);
  return {
    txid,
    accountNumber,
    caller: caller.id,
    expected,
    ...(settleAfter !== undefined && { settleAfter }),
    // It arrived as JSON, which has no dates.
    request: /** @type {Record<string, string | boolean>} */ (Object.fromEntries(given)),
  };
}

/**
 * @param {import("../inbox.js").ReportFacts} facts
 * @param {readonly string[] | null} imeis
 * @param {Call["settings"]} settings
 */
async function open(facts, imeis, { inbox }) {
  for (const pause of BEFORE_OPENING_AGAIN) {
    try {
      return await inbox.open(facts, imeis);
    } catch {
      await sleep(pause);
    }
  }
  return await inbox.open(facts, imeis);
}

/**
 * The issues with their paths, in the form from which the package in the browser creates an error of kind `invalid`.
 *
 * @param {readonly import("../index.js").AggregateIssue[]} issues
 * @param {number} issueCount
 */
function invalid(issues, issueCount) {
  const more = issueCount > 1 ? `, and ${issueCount - 1} more` : "";
  const errorMessage = `${issues[0]?.message}${more}`;
  return jsonAnswer(JSON.stringify({ errorCode: "INVALID_PARAMETER", errorMessage, issues, issueCount }), 400);
}
