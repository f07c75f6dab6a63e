import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { root } from "../../scripts/places.js";
import { installPackage } from "../package/fixtures/installed-package.js";

/** @typedef {typeof import("../../pkg-template/elements.js")} Elements */

const run = promisify(execFile);
const { folder } = await installPackage();

describe("the elements on a server", () => {
  it("are imported, define nothing and throw nothing", async () => {
    const script = `
      import { UsageReport, UsageRequest } from "thingspace-aggregate/elements";
      import { UsageReport as Report } from "thingspace-aggregate/elements/usage-report";
      import { UsageRequest as Request } from "thingspace-aggregate/elements/usage-request";
      import "thingspace-aggregate/elements/define";
      if (Report !== UsageReport || Request !== UsageRequest) throw new Error("not the same classes");
      UsageRequest.define();
      UsageReport.define("any-name");
      if ("customElements" in globalThis || "HTMLElement" in globalThis) throw new Error("defined something");
      console.log(typeof UsageRequest, typeof UsageReport);
    `;
    const args = ["--input-type=module", "--eval", script];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: folder, timeout: 60_000 });
    assert.deepEqual([stdout.trim(), stderr], ["function function", ""]);
  });

  it("are required as well", () => {
    const require = createRequire(pathToFileURL(join(folder, "index.js")));
    /** @type {Elements} */
    const elements = require("thingspace-aggregate/elements");
    elements.UsageRequest.define();
    require("thingspace-aggregate/elements/define");
    assert.equal(require("thingspace-aggregate/elements/usage-request").UsageRequest, elements.UsageRequest);
    assert.equal(require("thingspace-aggregate/elements/usage-report").UsageReport, elements.UsageReport);
    assert.equal(typeof elements.UsageReport, "function");
  });
});

describe("the types of the elements", () => {
  it("compile in a strict project, in TSX with React 19 as well, and refuse what is wrong", async () => {
    const project = join(folder, "types");
    await cp(fileURLToPath(new URL("types", import.meta.url)), project, { recursive: true });
    for (const name of ["@types", "csstype"]) {
      await symlink(join(root, "node_modules", name), join(folder, "node_modules", name), "junction");
    }
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await run(process.execPath, [tsc, "--project", project, "--pretty", "false"], { timeout: 120_000 }).catch(
      (error) => {
        throw new Error(error.stdout || error.message);
      },
    );
  });
});
