import { execFile } from "node:child_process";
import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installPackage } from "./fixtures/installed-package.js";

const run = promisify(execFile);
const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

describe("the types, as a strict project sees them", async () => {
  const { folder } = await installPackage();
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
      try {
        await run(process.execPath, [tsc, ...how], { timeout: 120_000 });
      } catch (error) {
        throw new Error(String(/** @type {{ stdout?: string }} */ (error).stdout || error));
      }
    });
  }
});
