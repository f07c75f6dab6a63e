import { execFile } from "node:child_process";
import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installPackage } from "./fixtures/installed-package.js";

const run = promisify(execFile);
const { folder, tarball } = await installPackage();
const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

/** What only servers import, which is ESM alone. */
const modulesOnly = ["gateway", "sqlite", "cloudflare"];

for (const [name, how] of Object.entries({
  "import and require": ["--exclude-entrypoints", ...modulesOnly],
  "import of what is for servers": ["--entrypoints", ...modulesOnly, "--ignore-rules", "cjs-resolves-to-esm"],
})) {
  it(`the types and the code behind every ${name} are of the same kind`, async () => {
    const attw = path("../../node_modules/@arethetypeswrong/cli/dist/index.js");
    await run(process.execPath, [attw, tarball, "--format", "ascii", ...how], { timeout: 300_000 }).catch(showOutput);
  });
}

describe("the types, as a strict project sees them", async () => {
  const project = join(folder, "types");
  await cp(path("../types"), project, { recursive: true });
  await symlink(path("../../node_modules/@standard-schema"), join(folder, "node_modules/@standard-schema"), "junction");

  for (const [module, resolution] of [
    ["esnext", "bundler"],
    ["node16", "node16"],
    ["nodenext", "nodenext"],
  ]) {
    it(`compile, and refuse what is wrong, under moduleResolution ${resolution}`, async () => {
      const tsc = path("../../node_modules/typescript/bin/tsc");
      const how = ["--project", project, "--module", module, "--moduleResolution", resolution, "--pretty", "false"];
      await run(process.execPath, [tsc, ...how], { timeout: 300_000 }).catch(showOutput);
    });
  }
});

/** @param {Error & { stdout?: string }} error of a command that failed */
function showOutput(error) {
  throw new Error(error.stdout || error.message);
}
