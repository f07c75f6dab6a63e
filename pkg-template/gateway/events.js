import { devicesOf, isSettled, readPage, totalsOf } from "./page.js";
import { writePosition } from "./position.js";
import { pauses, sleep } from "./sleep.js";
import { textStream } from "./text-stream.js";

/**
 * @import { Settings } from "./options.js"
 * @import { Reading } from "./page.js"
 */

/** Devices in one event. */
const MOST = 250;

/** Milliseconds between two reads of the inbox: at first, and once nothing has arrived for a while. */
const SHORTEST = 250;
const LONGEST = 2_000;

/** How long a browser waits before it reconnects, in milliseconds. */
const RECONNECT = 1_000;

/**
 * Reports as server-sent events: `report` with the totals whenever they have changed, `devices` with what is new, and
 * `end` once all are complete or settled. After a while, the stream stops without `end`, so that the browser reconnects
 * and says how far it has read.
 *
 * @param {Reading} reading
 * @param {readonly number[]} since
 * @param {AbortSignal} signal of the request, whose client may be gone
 * @param {Settings} settings
 */
export function eventStream(reading, since, signal, settings) {
  const stop = new AbortController();
  const onAbort = () => stop.abort();
  signal.addEventListener("abort", onAbort);
  return textStream(events(reading, since, stop.signal, settings), settings, onAbort);
}

/**
 * @param {Reading} reading
 * @param {readonly number[]} since
 * @param {AbortSignal} signal
 * @param {Settings} settings
 */
async function* events(reading, since, signal, settings) {
  const { streamLife, heartbeat } = settings;
  const end = Date.now() + streamLife;
  const pause = pauses(SHORTEST, LONGEST);
  let position = since;
  let told = "";
  let lastSign = Date.now();

  yield `retry: ${RECONNECT}\n\n`;
  while (!signal.aborted) {
    const page = await readPage(reading, position, MOST, settings);
    if (page === undefined) return;
    const totals = totalsOf(page);
    const devices = devicesOf(page);
    position = page.next;

    if (totals !== told) yield event("report", totals);
    if (devices !== "[]") yield event("devices", devices, position);
    if (!page.hasMore && isSettled(page)) {
      yield event("end", totals, position);
      return;
    }
    if (totals !== told || devices !== "[]") {
      lastSign = Date.now();
      pause.reset();
    } else if (Date.now() >= lastSign + heartbeat) {
      yield ":\n\n";
      lastSign = Date.now();
    }
    told = totals;

    if (Date.now() >= end) return;
    if (!page.hasMore) await sleep(Math.min(pause.next(), heartbeat, end - Date.now()), signal);
  }
}

/**
 * @param {"report" | "devices" | "end"} name
 * @param {string} json in one line
 * @param {readonly number[]} [position] from which to continue after this event
 */
function event(name, json, position) {
  const id = position === undefined ? "" : `id: ${writePosition(position)}\n`;
  return `event: ${name}\n${id}data: ${json}\n\n`;
}
