import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";

/** @typedef {{ version: string, integrity?: string, resolved?: string, link?: boolean, license?: string }} LockedPackage */

/** What may be put into the package, or into the worker, with its notice. */
const mayBePassedOn = ["MIT", "Apache-2.0"];

/** @param {string} name @returns {any} */
const json = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));

/** @type {{ packages: Record<string, LockedPackage> }} */
const lock = json("package-lock.json");

describe("the crates", () => {
  it("are of licences that may be passed on, each there once, and from crates.io", async () => {
    const output = await run("cargo-deny", ["--locked", "check", "licenses", "bans", "sources"], { cwd: root });
    assert.match(output, /bans ok, licenses ok, sources ok/);
  });

  it("are all held to the digest of what they were when they were chosen", () => {
    const others = readFileSync(join(root, "Cargo.lock"), "utf8")
      .split("[[package]]")
      .slice(1)
      .filter((entry) => !/name = "thingspace-aggregate(-core)?"/.test(entry));
    assert.ok(others.length > 50);
    for (const entry of others) assert.match(entry, /\nchecksum = "[0-9a-f]{64}"\n/);
  });
});

describe("the npm packages", () => {
  it("are all held to the digest of what they were, and to an exact version", () => {
    const others = Object.entries(lock.packages).filter(([path]) => path !== "");
    assert.ok(others.length > 100);
    for (const [path, { integrity }] of others) assert.match(integrity ?? "", /^sha512-/, path);
    for (const [name, version] of Object.entries(json("package.json").devDependencies)) {
      assert.match(String(version), /^\d+\.\d+\.\d+$/, name);
    }
  });

  it("whose code is passed on are of licences that allow it", () => {
    for (const name of ["hono", "jose"]) {
      const { license = "" } = lock.packages[`node_modules/${name}`] ?? {};
      assert.ok(mayBePassedOn.includes(license), `${name}: ${license}`);
    }
  });

  it("that the worker holds are no others, and the package's own code imports none", async () => {
    const { build } = await import("esbuild");
    const { metafile } = await build({
      entryPoints: [join(root, "www/edge/worker.js")],
      absWorkingDir: root,
      bundle: true,
      metafile: true,
      write: false,
      format: "esm",
      conditions: ["workerd"],
      external: ["cloudflare:workers"],
      loader: { ".wasm": "copy" },
      outdir: "target/never-written",
      logLevel: "error",
    });
    const inside = Object.keys(metafile.inputs).flatMap((path) => /node_modules\/([^/]+)\//.exec(path)?.[1] ?? []);
    assert.deepEqual([...new Set(inside)], ["jose"]);
  });
});
