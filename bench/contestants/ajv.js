import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { post } from "./post.js";
import { isImei, periodProblem } from "./rules.js";

const imei = { type: "string", format: "imei" };
const date = { type: "string", anyOf: [{ format: "date" }, { format: "iso-date-time" }] };
const name = { type: "string", minLength: 1 };

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv, ["date", "iso-date-time"]);
ajv.addFormat("imei", isImei);

const isValid = ajv.compile({
  type: "object",
  required: ["accountNumber", "imei"],
  additionalProperties: false,
  properties: {
    accountNumber: { type: "string", pattern: "^[!-~]+$" },
    imei: {
      anyOf: [{ const: 0 }, imei, { type: "array", items: imei, minItems: 1, maxItems: 10_000, uniqueItems: true }],
    },
    startDate: date,
    endDate: date,
    deviceGroup: name,
    dataPlan: name,
    noSessionFlag: { enum: ["true", "false"] },
  },
});

/** @type {import("../contestants.js").Connect} */
export function connect(connection) {
  return async (request) => {
    if (!isValid(request)) throw new Error(ajv.errorsText(isValid.errors));
    const problem = periodProblem(request);
    if (problem !== undefined) throw new Error(problem);
    return post(request, connection);
  };
}
