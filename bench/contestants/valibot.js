import * as v from "valibot";
import { post } from "./post.js";
import { areDifferent, isImei, periodProblem } from "./rules.js";

const imei = v.pipe(v.string(), v.check(isImei, "not an IMEI"));
const devices = v.pipe(v.array(imei), v.minLength(1), v.maxLength(10_000), v.check(areDifferent, "a device twice"));
const date = v.pipe(v.string(), v.union([v.pipe(v.string(), v.isoDate()), v.pipe(v.string(), v.isoTimestamp())]));
const name = v.pipe(v.string(), v.minLength(1));

const schema = v.pipe(
  v.strictObject({
    accountNumber: v.pipe(v.string(), v.regex(/^[!-~]+$/)),
    imei: v.union([v.literal(0), imei, devices]),
    startDate: v.optional(date),
    endDate: v.optional(date),
    deviceGroup: v.optional(name),
    dataPlan: v.optional(name),
    noSessionFlag: v.optional(v.picklist(["true", "false"])),
  }),
  v.check((request) => periodProblem(request) === undefined, "not a period of up to 180 days"),
);

/** @type {import("../contestants.js").Connect} */
export function connect(connection) {
  return async (request) => post(v.parse(schema, request), connection);
}
