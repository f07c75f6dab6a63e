import { Problem } from "../problem.js";
import { run } from "../run.js";
import { findProgram } from "./find-program.js";
import { install } from "./install.js";

/** Can packages be had the Debian way here? */
export function hasApt() {
  return findProgram("apt-get") !== undefined;
}

/**
 * Makes sure that programs are there, and installs the Debian packages of those that are not.
 * @param {Record<string, string>} packageOf program to Debian package
 * @throws {Problem} when something is missing and cannot be installed from here
 */
export async function preparePrograms(packageOf) {
  const missing = Object.keys(packageOf).filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) return;
  if (!hasApt()) {
    throw new Problem(
      `Missing: ${missing.join(", ")}. Install what is missing with your system's package manager, then try again.`,
    );
  }
  await installDebianPackages([...new Set(missing.map((program) => /** @type {string} */ (packageOf[program])))]);
}

/**
 * @param {readonly string[]} packages
 * @throws {Problem} when this user may not install them; the message has the command to run
 */
export async function installDebianPackages(packages) {
  const asRoot = await rootCommand(packages);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  /** @param {string} title @param {readonly string[]} words */
  const step = (title, ...words) => {
    const [command = "", ...args] = [...asRoot, ...words];
    return install(title, command, args, { env });
  };
  // An installation that was interrupted keeps apt-get from beginning another.
  await step("Finishing what dpkg may have left undone", "dpkg", "--configure", "-a");
  await step("Reading Debian's package lists", ...APT, "update");
  await step(
    `Installing the Debian packages ${packages.join(", ")}`,
    ...[...APT, "install", "-y", "--no-install-recommends", "--no-remove", ...packages],
  );
}

const APT = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=5"];

/**
 * What comes before a command that needs root.
 * @param {readonly string[]} packages
 */
async function rootCommand(packages) {
  if (process.getuid?.() === 0) return [];
  try {
    await run("sudo", ["-n", "true"]);
  } catch (cause) {
    throw new Problem(
      "Some Debian packages are missing, and installing them needs root. Run this, then try again:\n" +
        `  sudo apt-get install --no-install-recommends ${packages.join(" ")}`,
      { cause },
    );
  }
  return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"];
}
