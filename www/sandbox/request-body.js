import { Ajv } from "ajv";
import formats from "ajv-formats";

const oneImei = { type: "string", pattern: "^[0-9]{15}$" };
const everyImei = { const: "0" };
const text = { type: "string", minLength: 1 };
const flag = { enum: ["true", "false"] };

/** ISO 8601; ajv's own date-times want seconds. */
const moment = {
  type: "string",
  anyOf: [
    { format: "date" },
    { format: "iso-date-time" },
    { pattern: "^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d(Z|[+-]\\d{2}:\\d{2})?$" },
  ],
};

/**
 * @param {object} imei
 * @param {object} noSessionFlag
 */
function schema(imei, noSessionFlag) {
  return {
    type: "object",
    required: ["accountNumber", "imei"],
    additionalProperties: false,
    properties: {
      accountNumber: text,
      startDate: moment,
      endDate: moment,
      imei,
      deviceGroup: text,
      dataPlan: text,
      noSessionFlag,
    },
  };
}

/** @param {number} minItems */
const imeiList = (minItems) => ({ type: "array", items: oneImei, uniqueItems: true, minItems, maxItems: 10_000 });

const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false });
formats.default(ajv, ["date", "iso-date-time"]);

/** How the service's reference page spells a body, and how the published SDKs do. */
const validators = {
  documented: ajv.compile(schema({ anyOf: [everyImei, oneImei, imeiList(2)] }, flag)),
  sdk: ajv.compile(schema(imeiList(0), { type: "boolean" })),
};

const LONGEST_PERIOD = 180 * 24 * 3600 * 1000;

/**
 * What the service needs to know of a body.
 *
 * @typedef {object} ReportRequest
 * @property {string} accountNumber
 * @property {readonly string[]} devices none for every device of the account
 */

/**
 * @param {Buffer} bytes
 * @param {"documented" | "sdk"} wire
 * @returns {ReportRequest | { problem: string }}
 */
export function readRequestBody(bytes, wire) {
  /** @type {unknown} */
  let body;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { problem: "the body is not JSON in UTF-8" };
  }
  const validate = validators[wire];
  if (!validate(body)) return { problem: ajv.errorsText(validate.errors, { dataVar: "body" }) };

  const { accountNumber, imei, startDate, endDate } =
    /** @type {{ accountNumber: string, imei: string | string[], startDate?: string, endDate?: string }} */ (body);
  const problem = problemOfPeriod(startDate, endDate);
  if (problem !== undefined) return { problem };
  const devices = imei === "0" ? [] : [imei].flat();
  return { accountNumber, devices };
}

/**
 * @param {string | undefined} startDate
 * @param {string | undefined} endDate
 * @returns {string | undefined}
 */
function problemOfPeriod(startDate, endDate) {
  if (startDate === undefined) return undefined;
  const length = (endDate === undefined ? Date.now() : instant(endDate)) - instant(startDate);
  if (endDate !== undefined && length < 0) return "endDate is before startDate";
  if (length > LONGEST_PERIOD) return "the period is longer than 180 days";
  return undefined;
}

/** Without a zone it is UTC; JavaScript would take a date-time for local. @param {string} text */
function instant(text) {
  return Date.parse(/T.*(Z|[+-]\d{2}:\d{2})$/i.test(text) || !text.includes("T") ? text : `${text}Z`);
}
