/**
 * Whom and what the sandbox knows. All of it is made up; README.md lists it for people.
 */

/** Sent as `VZ-M2M-Token`. Never expires; those that a login gives do. */
export const m2mToken = "sandbox-m2m-token";

/** Sent as `Authorization: Bearer …`: always in the SDKs' spelling, else where there is one. Never expires. */
export const bearerToken = "sandbox-bearer-token";

/** What the token service gives bearer tokens for. @type {Readonly<{ key: string, secret: string }>} */
export const consumer = Object.freeze({ key: "sandbox-key", secret: "sandbox-secret" });

/** Who may log in. @type {Readonly<{ username: string, password: string }>} */
export const user = Object.freeze({ username: "sandbox-user", password: "sandbox-password" });

/** Any device of the right form is active on it, but for the ones below. */
export const accountNumber = "0000123456-00001";

/** What a report on every device covers. */
export const everyDevice = Object.freeze([
  "490154203237518",
  "356938035643809",
  "352099001761481",
  "358240051111110",
  "867530900000017",
  "867530900000025",
  "867530900000033",
  "867530900000041",
  "867530900000058",
  "867530900000066",
  "867530900000074",
  "867530900000082",
]);

/** Accepted, but its callback reports an error in place of usage. */
export const unreportableDevice = "990000000006009";

/**
 * What the service's reference page documents for a failure of each status; the device that brings each about.
 *
 * @typedef {{ status: number, errorCode: string, errorMessage: string }} Refusal
 * @type {ReadonlyMap<string, Refusal>}
 */
export const refusedDevices = new Map([
  ["990000000004004", refusal(400, "INVALID_PARAMETER", "Device Not Found, Request will be queued")],
  ["990000000004038", refusal(403, "INVALID_PARAMETER", "Device Not Certified")],
  ["990000000004046", refusal(404, "INVALID_PARAMETER", "Device inactive")],
  ["990000000004095", refusal(409, "INVALID_PARAMETER", "Service Not Purchased")],
  ["990000000005001", refusal(500, "INTERNAL_ERROR", "Device is active in several accounts")],
]);

/** For a token that is missing or not the one above. */
export const unauthorized = refusal(
  401,
  "INVALID_ACCESS",
  "The access policy denied the resource operation for this user",
);

/**
 * @param {string} errorMessage what is wrong with the request
 * @returns {Refusal}
 */
export function badRequest(errorMessage) {
  return refusal(400, "INVALID_PARAMETER", errorMessage);
}

/**
 * @param {number} status
 * @param {string} errorCode
 * @param {string} errorMessage
 * @returns {Refusal}
 */
export function refusal(status, errorCode, errorMessage) {
  return { status, errorCode, errorMessage };
}
