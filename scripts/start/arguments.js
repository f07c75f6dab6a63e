import { parseArgs } from "node:util";
import { Problem } from "../problem.js";
import { withUsage } from "../with-usage.js";

const USAGE = `Usage: npm start -- [--once] [--devices FILE] [--port NUMBER]
  --once          end after the report has arrived; exit code 0 only if all of it did
  --devices FILE  report on these devices: one IMEI a line
  --port NUMBER   where the portal is served, 8787 if not given`;

/**
 * @param {readonly string[]} args of the command line
 * @throws {Problem} when they make no sense
 */
export function readArguments(args) {
  const { once, devices, port } = parse(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Problem(`--port must be a number from 1 to 65535, not "${port}".\n${USAGE}`);
  }
  return { once, devices, port: Number(port) };
}

/** @param {readonly string[]} args */
function parse(args) {
  const options = /** @type {const} */ ({
    once: { type: "boolean", default: false },
    devices: { type: "string" },
    port: { type: "string", default: "8787" },
  });
  return withUsage(USAGE, () => parseArgs({ args: [...args], options }).values);
}
