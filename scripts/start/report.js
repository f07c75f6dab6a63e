import { isAggregateReportError, submitAggregate } from "thingspace-aggregate";
import { counted, grouped } from "./counted.js";
import { followReport } from "./follow.js";

/**
 * @import { AggregateReportError } from "thingspace-aggregate"
 * @import { Devices } from "./device-file.js"
 */

const MOST_ISSUES = 20;

/**
 * Submits a report through the gateway, and shows it arriving.
 *
 * @param {object} where
 * @param {string} where.gateway its address, with the prefix of its routes
 * @param {string} where.accountNumber
 * @param {Devices} devices
 * @returns {Promise<boolean>} whether every device answered
 */
export async function showReport({ gateway, accountNumber }, devices) {
  console.log(`\nSubmitting a report on ${counted(devices.imeis.length, "device")} ...`);
  const txid = await submit(gateway, accountNumber, devices);
  if (txid === undefined) return false;
  const report = await followReport(`${gateway}/reports/${txid}`);
  return report.state === "complete";
}

/**
 * @param {string} gateway
 * @param {string} accountNumber
 * @param {Devices} devices
 * @returns {Promise<string | undefined>} the txid of a report that was queued
 */
async function submit(gateway, accountNumber, devices) {
  try {
    const receipt = await submitAggregate(
      { accountNumber, imei: devices.imeis },
      { baseUrl: gateway, idempotencyKey: true, onAttempt: tellOfRetry },
    );
    console.log(`Receipt: transaction ${receipt.txid}, ${receipt.status}`);
    return receipt.txid;
  } catch (error) {
    if (!isAggregateReportError(error)) throw error;
    tellOfFailure(error, devices);
    return undefined;
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
  if (more > 0) console.error(`  and ${grouped(more)} more`);
}
