import { counted, languages, numberText } from "../../pkg/elements/numbers.js";

/** @import { ReportSummary } from "thingspace-aggregate/gateway" */

const moment = new Intl.DateTimeFormat(languages, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

/** @type {Record<ReportSummary["state"], string>} */
const states = { waiting: "Arriving", complete: "Complete", settled: "Ended" };

/** What the list says about the progress of a report: `Arriving: 6,240 of 9,981 devices have answered`. @param {ReportSummary} report */
export function stateText({ state, expected, answered, failed, faults }) {
  const of = expected === null ? "" : `${numberText(answered)} of `;
  const devices = `${of}${counted(expected ?? answered, "device has", "devices have")} answered`;
  const failures = failed > 0 ? `, ${numberText(failed)} with an error` : "";
  const fault = faults ? ". ThingSpace sent a fault" : "";
  return `${states[state]}: ${devices}${failures}${fault}`;
}

/** @param {number} time milliseconds since 1970 */
export function timeText(time) {
  return moment.format(time);
}
