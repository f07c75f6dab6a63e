import { EventSourceParserStream } from "eventsource-parser/stream";
import { Problem } from "../problem.js";

/** @import { Report, ReportDevice } from "thingspace-aggregate/gateway" */

/** What the gateway says of a report as a whole. @typedef {Omit<Report, "devices" | "next">} Totals */

/** Milliseconds that a report may stand still before it is given up. */
const PATIENCE = 20_000;

/** Milliseconds between two lines of progress. */
const PACE = 1_000;

/** As many devices are shown one by one; of more, only how many there are. */
const SHOWN = 20;

/**
 * Reads a report through the gateway as it arrives, and shows it, until every device has answered or nothing comes any
 * more.
 *
 * @param {string} address of the report
 * @returns {Promise<Totals>} as it was in the end
 */
export async function followReport(address) {
  /** @type {Totals | undefined} */
  let report;
  let latestLine = 0;
  const standstill = new AbortController();
  let timer = setTimeout(() => standstill.abort(), PATIENCE);
  try {
    for await (const { event, data } of await eventsOf(address, standstill.signal)) {
      if (event === "end") break;
      if (event === "devices") showDevices(JSON.parse(data), report);
      if (event === "report") {
        const answered = report?.answered;
        report = /** @type {Totals} */ (JSON.parse(data));
        if (report.answered === answered) continue;
        if (performance.now() - latestLine > PACE) {
          latestLine = performance.now();
          showProgress(report);
        }
        clearTimeout(timer);
        timer = setTimeout(() => standstill.abort(), PATIENCE);
      }
    }
  } catch (error) {
    if (!standstill.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    standstill.abort();
  }
  if (report === undefined) throw new Problem("The gateway sent no part of the report.");
  console.log(summary(report));
  return report;
}

/**
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function eventsOf(address, signal) {
  const reply = await fetch(address, { headers: { accept: "text/event-stream" }, signal });
  if (!reply.ok || reply.body === null) {
    throw new Problem(`The gateway did not answer with the report: ${await reply.text()}`);
  }
  return reply.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
}

/** @param {Totals} report */
function showProgress({ expected, answered }) {
  if ((expected ?? 0) > SHOWN && answered > 0) {
    console.log(`  ${grouped(answered)} of ${grouped(expected ?? 0)} devices have answered`);
  }
}

/**
 * @param {readonly ReportDevice[]} devices
 * @param {Totals | undefined} report
 */
function showDevices(devices, report) {
  if ((report?.expected ?? 0) > SHOWN) return;
  for (const device of devices) if (device.state !== "waiting") console.log(`  ${lineOf(device)}`);
}

/** @param {ReportDevice} device */
function lineOf({ imei, state, error, numberOfSessions, bytesTransferred }) {
  if (state === "failed") return `${imei}  ${error?.errorMessage ?? "an error without words"}`;
  return `${imei}  ${figure(numberOfSessions)} sessions, ${figure(bytesTransferred)} bytes`;
}

/** @param {ReportDevice["bytesTransferred"]} value what ThingSpace sent, which need not be a figure */
function figure(value) {
  return typeof value === "number" || typeof value === "string" ? grouped(value) : "no";
}

/** @param {Totals} report */
function summary({ state, expected, answered, failed, repeated, numberOfSessions, bytesTransferred }) {
  return [
    `${state === "complete" ? "Complete" : "INCOMPLETE"}: ${grouped(answered)} of ${grouped(expected ?? answered)} devices`,
    ...(repeated > 0 ? [`${grouped(repeated)} repeated`] : []),
    ...(failed > 0 ? [`${grouped(failed)} with an error`] : []),
    `${grouped(numberOfSessions)} sessions`,
    `${grouped(bytesTransferred)} bytes`,
  ].join(", ");
}

/** @param {number | string} count also one that is too large for a number, in digits */
function grouped(count) {
  return typeof count === "number" || /^\d+$/.test(count) ? BigInt(count).toLocaleString("en") : count;
}
