import { jsonAnswer, refusal } from "./answers.js";
import { csvStream } from "./csv.js";
import { eventStream } from "./events.js";
import { formOf } from "./form.js";
import { devicesOf, isSettled, readPage, totalsOf } from "./page.js";
import { readPosition, writePosition } from "./position.js";
import { readJson } from "./read-json.js";
import { readLimit } from "./read-limit.js";
import { mayReadAll } from "./rights.js";

/**
 * @import { Page, Reading } from "./page.js"
 * @import { Call } from "./routes.js"
 */

/** The largest number of reports that are read as one: a fleet of a million devices. */
const MOST_TOGETHER = 100;

/** Bytes of their names. */
const LARGEST = 64 * 1024;

/** Devices in a page, by default and at most. */
const PAGE = 250;
const LARGEST_PAGE = 1_000;

/** @param {Call} call */
export function readReport(call) {
  return read({ txids: [call.txid], together: false }, `report-${call.txid}`, call);
}

/** @param {Call} call */
export async function readTogether(call) {
  const json = await readJson(call.request, LARGEST);
  if ("refused" in json) return json.refused;
  const txids = txidsOf(json.value);
  if (txids === undefined) {
    const rule = `The body must be { "txids": [...] }, with 1 to ${MOST_TOGETHER} different transaction ids, and nothing else.`;
    return refusal(400, "INVALID_PARAMETER", rule);
  }
  return read({ txids, together: true }, "reports", call);
}

/**
 * @param {unknown} value
 * @returns {string[] | undefined}
 */
function txidsOf(value) {
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "txids") return undefined;
  const { txids } = /** @type {{ txids: unknown }} */ (value);
  if (!Array.isArray(txids) || txids.length < 1 || txids.length > MOST_TOGETHER) return undefined;
  const areTexts = txids.every((txid) => typeof txid === "string" && txid !== "");
  return areTexts && new Set(txids).size === txids.length ? txids : undefined;
}

/**
 * @param {Reading} reading
 * @param {string} name of the file, if the report is downloaded as one
 * @param {Call} call
 */
async function read(reading, name, call) {
  const { txids } = reading;
  const { query, request, settings } = call;
  const form = formOf(query, request.headers);
  if (form === undefined) return refusal(400, "INVALID_PARAMETER", "format must be json, csv or events.");
  const limit = readLimit(query, PAGE, LARGEST_PAGE);
  if (limit === undefined) return refusal(400, "INVALID_PARAMETER", `limit must be from 1 to ${LARGEST_PAGE}.`);
  const lastEvent = form === "events" ? request.headers.get("last-event-id") : null;
  const since = readPosition(lastEvent ?? query.get("since") ?? writePosition(txids.map(() => 0)), txids.length);
  if (since === undefined) {
    return refusal(400, "INVALID_PARAMETER", "since must be the next of the previous page, or the id of an event.");
  }

  if (!(await mayReadAll(txids, call))) return notFound();
  if (form === "csv") return csvAnswer(csvStream(reading, settings), name);
  const page = await readPage(reading, since, limit, settings);
  if (page === undefined) return notFound();
  if (form === "json") return pageAnswer(page);
  // A browser that has received `end` reconnects all the same, unless it is told that there is no more.
  if (lastEvent !== null && isSettled(page) && devicesOf(page) === "[]") return new Response(null, { status: 204 });
  return eventAnswer(eventStream(reading, since, request.signal, settings));
}

/** The same answer, whether a report does not exist or belongs to another caller. */
function notFound() {
  return refusal(404, "NOT_FOUND", "There is no such report, or it belongs to an account that is not yours.");
}

/** @param {Page} page */
function pageAnswer(page) {
  const next = page.hasMore ? `,"next":"${writePosition(page.next)}"` : "";
  return jsonAnswer(`${totalsOf(page).slice(0, -1)},"devices":${devicesOf(page)}${next}}`);
}

/**
 * @param {ReadableStream<Uint8Array>} csv
 * @param {string} name
 */
function csvAnswer(csv, name) {
  const file = `${name.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 100)}.csv`;
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${file}"`,
    },
  });
}

/** @param {ReadableStream<Uint8Array>} events */
function eventAnswer(events) {
  return new Response(events, {
    headers: {
      "content-type": "text/event-stream",
      // A server that compresses, as Next.js does, would hold events back until there are enough of them.
      "cache-control": "no-store, no-transform",
      // So would nginx.
      "x-accel-buffering": "no",
    },
  });
}
