import { EventSourceParserStream } from "eventsource-parser/stream";
import { Problem } from "../problem.js";
import { counted, grouped } from "./counted.js";
import { patience } from "./patience.js";

/** @import { Report, ReportDevice } from "thingspace-aggregate/gateway" */

/** What the gateway says of a report as a whole. @typedef {Omit<Report, "devices" | "next">} Totals */

/** Milliseconds that a report may stand still before it is given up. */
const LONGEST_STANDSTILL = 60_000;

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
  const showProgress = paced(printProgress);
  const { signal, renew, end } = patience(LONGEST_STANDSTILL);
  try {
    for await (const { event, data } of await eventsOf(address, signal)) {
      if (event === "end") break;
      if (event === "devices") printDevices(JSON.parse(data), report);
      if (event !== "report") continue;
      const earlier = report?.answered;
      report = /** @type {Totals} */ (JSON.parse(data));
      if (report.answered === earlier) continue;
      showProgress(report);
      renew();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    end();
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

/**
 * Shows no more than one line in {@link PACE}.
 *
 * @param {(report: Totals) => void} show
 * @returns {(report: Totals) => void}
 */
function paced(show) {
  let latest = -PACE;
  return (report) => {
    if (performance.now() - latest < PACE) return;
    latest = performance.now();
    show(report);
  };
}

/** @param {Totals} report */
function printProgress({ expected, answered }) {
  if ((expected ?? 0) > SHOWN && answered > 0) {
    console.log(`  ${grouped(answered)} of ${counted(expected ?? 0, "device")} have answered`);
  }
}

/**
 * @param {readonly ReportDevice[]} devices
 * @param {Totals | undefined} report
 */
function printDevices(devices, report) {
  if ((report?.expected ?? 0) > SHOWN) return;
  for (const device of devices) if (device.state !== "waiting") console.log(`  ${lineOf(device)}`);
}

/** @param {ReportDevice} device */
function lineOf({ imei, state, error, numberOfSessions, bytesTransferred }) {
  if (state === "failed") return `${imei}  ${error?.errorMessage ?? "an error without words"}`;
  return `${imei}  ${figure(numberOfSessions, "session")}, ${figure(bytesTransferred, "byte")}`;
}

/**
 * @param {ReportDevice["bytesTransferred"]} value what ThingSpace sent, which need not be a figure
 * @param {string} noun
 */
function figure(value, noun) {
  return typeof value === "number" || typeof value === "string" ? counted(value, noun) : `no ${noun}s`;
}

/** @param {Totals} report */
function summary({ state, expected, answered, failed, repeated, numberOfSessions, bytesTransferred }) {
  return [
    `${state === "complete" ? "Complete" : "INCOMPLETE"}: ${grouped(answered)} of ${counted(expected ?? answered, "device")}`,
    ...(repeated > 0 ? [`${grouped(repeated)} repeated`] : []),
    ...(failed > 0 ? [`${grouped(failed)} with an error`] : []),
    counted(numberOfSessions, "session"),
    counted(bytesTransferred, "byte"),
  ].join(", ");
}
