import * as core from "../server-core.js";
import { jsonAnswer, refusal } from "./answers.js";
import { readLimit } from "./read-limit.js";

/** @import { Call } from "./routes.js" */

/** Reports in a page, by default and at most. */
const PAGE = 50;
const LARGEST_PAGE = 200;

/** @param {Call} call */
export async function listReports({ query, caller, settings }) {
  const limit = readLimit(query, PAGE, LARGEST_PAGE);
  if (limit === undefined) return refusal(400, "INVALID_PARAMETER", `limit must be from 1 to ${LARGEST_PAGE}.`);
  const before = query.get("before") ?? undefined;
  const { reports, next } = await settings.inbox.list({ accounts: caller.accounts, before, limit });
  const now = Date.now();
  const texts = reports.map((report) => core.presentReport(report, undefined, now));
  const more = next === undefined ? "" : `,"next":${JSON.stringify(next)}`;
  return jsonAnswer(`{"reports":[${texts.join()}]${more}}`);
}
