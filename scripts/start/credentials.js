import { accountNumber, consumer, user } from "../../www/sandbox/known.js";
import { Problem } from "../problem.js";

/**
 * Where ThingSpace is, and as whom to log in there.
 *
 * @typedef {object} Credentials
 * @property {string} origin without a slash at its end
 * @property {string} accountNumber whose reports are shown
 * @property {Readonly<Record<(typeof SECRETS)[number], string>>} secrets
 * @property {string} [publicUrl] the origin under which ThingSpace reaches this machine, if it does
 */

const SECRETS = /** @type {const} */ ([
  "THINGSPACE_KEY",
  "THINGSPACE_SECRET",
  "THINGSPACE_USERNAME",
  "THINGSPACE_PASSWORD",
]);

/**
 * Reads credentials for the real ThingSpace from the environment.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Credentials | undefined} undefined where there is none of them
 * @throws {Problem} when some are missing
 */
export function readCredentials(environment) {
  const names = [...SECRETS, "THINGSPACE_ACCOUNT_NUMBER"];
  const missing = names.filter((name) => !environment[name]);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) {
    throw new Problem(
      `To use the real ThingSpace, set ${missing.join(", ")} as well. To use the sandbox, unset the others.`,
    );
  }
  const value = (/** @type {string} */ name) => environment[name] ?? "";
  return {
    origin: "https://thingspace.verizon.com",
    accountNumber: value("THINGSPACE_ACCOUNT_NUMBER"),
    secrets: {
      THINGSPACE_KEY: value("THINGSPACE_KEY"),
      THINGSPACE_SECRET: value("THINGSPACE_SECRET"),
      THINGSPACE_USERNAME: value("THINGSPACE_USERNAME"),
      THINGSPACE_PASSWORD: value("THINGSPACE_PASSWORD"),
    },
    publicUrl: environment.PUBLIC_URL || undefined,
  };
}

/**
 * The credentials that the sandbox knows.
 *
 * @param {string} origin the sandbox's
 * @returns {Credentials}
 */
export function sandboxCredentials(origin) {
  return {
    origin,
    accountNumber,
    secrets: {
      THINGSPACE_KEY: consumer.key,
      THINGSPACE_SECRET: consumer.secret,
      THINGSPACE_USERNAME: user.username,
      THINGSPACE_PASSWORD: user.password,
    },
  };
}
