import { isAggregateReportError, submitAggregate } from "thingspace-aggregate";
import { accountNumber, bearerToken, m2mToken } from "../../www/sandbox/known.js";
import { Arrivals } from "./arrivals.js";

/**
 * @import { AggregateReportError } from "thingspace-aggregate"
 * @import { Devices } from "./device-file.js"
 * @import { Services } from "./services.js"
 */

/** Milliseconds that a report may stand still before it is given up. */
const PATIENCE = 20_000;

const MOST_ISSUES = 20;

/**
 * Submits a report through the package, and shows it arriving.
 *
 * @param {Services} services
 * @param {Devices} devices
 * @returns {Promise<boolean>} whether all of it arrived
 */
export async function showReport({ sandbox, listener }, devices) {
  const arrivals = new Arrivals(devices.imeis.length);
  listener.take = (callback) => arrivals.take(callback);
  console.log(`\nSubmitting a report on ${devices.imeis.length.toLocaleString("en")} devices ...`);
  if (!(await submit(sandbox.baseUrl, devices))) return false;
  await arrivals.complete(PATIENCE);
  // The last ones may be repetitions.
  await sandbox.allDelivered();
  console.log(`${arrivals.isComplete ? "Complete" : "INCOMPLETE"}: ${arrivals.summary()}`);
  return arrivals.isComplete;
}

/**
 * @param {string} baseUrl
 * @param {Devices} devices
 */
async function submit(baseUrl, devices) {
  try {
    const receipt = await submitAggregate(
      { accountNumber, imei: devices.imeis },
      { token: m2mToken, bearer: bearerToken, baseUrl, onAttempt: tellOfRetry },
    );
    console.log(`Receipt: transaction ${receipt.txid}, ${receipt.status}`);
    return true;
  } catch (error) {
    if (!isAggregateReportError(error)) throw error;
    tellOfFailure(error, devices);
    return false;
  }
}

/** @param {import("thingspace-aggregate").Attempt} attempt */
function tellOfRetry({ attempt, delay, reason }) {
  if (attempt > 1) console.log(`  attempt ${attempt} in ${Math.ceil(delay)} ms, after ${reason}`);
}

/**
 * @param {AggregateReportError} error
 * @param {Devices} devices
 */
function tellOfFailure(error, { placeOf }) {
  if (error.kind !== "invalid") {
    console.error(`The report was not accepted: ${error.message}`);
    return;
  }
  console.error("The report was not submitted:");
  for (const { message } of error.issues.slice(0, MOST_ISSUES)) {
    console.error(`  ${message.replace(/imei\[(\d+)\]/g, (_, index) => placeOf(Number(index)))}`);
  }
  const more = error.issueCount - Math.min(error.issues.length, MOST_ISSUES);
  if (more > 0) console.error(`  and ${more.toLocaleString("en")} more`);
}
