import { post } from "./post.js";
import { areDifferent, isImei, periodProblem } from "./rules.js";

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;
const FIELDS = ["accountNumber", "imei", "startDate", "endDate", "deviceGroup", "dataPlan", "noSessionFlag"];

/**
 * Every problem of a request, as the other contestants find them.
 * @param {import("../contestants.js").Aggregate} request
 */
function problemsOf(request) {
  const problems = Object.keys(request)
    .filter((key) => !FIELDS.includes(key))
    .map((key) => `${key} is not a field`);
  const { accountNumber, startDate, endDate, noSessionFlag } = request;
  if (typeof accountNumber !== "string" || !/^[!-~]+$/.test(accountNumber)) problems.push("accountNumber");
  checkDevices(request.imei, problems);
  for (const date of [startDate, endDate]) {
    if (date !== undefined && !isDate(date)) problems.push(`not a date: ${date}`);
  }
  for (const name of [request.deviceGroup, request.dataPlan]) {
    if (name !== undefined && (typeof name !== "string" || name === "")) problems.push("not a name");
  }
  if (noSessionFlag !== undefined && noSessionFlag !== "true" && noSessionFlag !== "false")
    problems.push("noSessionFlag");
  const period = periodProblem(request);
  if (period !== undefined) problems.push(period);
  return problems;
}

/** @param {string} date */
function isDate(date) {
  if (!DATE.test(date) || Number.isNaN(Date.parse(date))) return false;
  // Date.parse takes February 30 for March 2.
  const day = date.slice(0, 10);
  return new Date(day).toISOString().startsWith(day);
}

/**
 * @param {import("../contestants.js").Aggregate["imei"]} imei
 * @param {string[]} problems
 */
function checkDevices(imei, problems) {
  if (imei === 0) return;
  if (!Array.isArray(imei)) {
    if (typeof imei !== "string" || !isImei(imei)) problems.push("not an IMEI");
    return;
  }
  if (imei.length === 0 || imei.length > 10_000) problems.push("1 to 10,000 devices");
  imei.forEach((device, at) => {
    if (typeof device !== "string" || !isImei(device)) problems.push(`imei[${at}] is not an IMEI`);
  });
  if (!areDifferent(imei)) problems.push("a device twice");
}

/** @type {import("../contestants.js").Connect} */
export function connect(connection) {
  return async (request) => {
    const problems = problemsOf(request);
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return post(request, connection);
  };
}
