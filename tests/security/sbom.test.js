import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { cores } from "../../scripts/build/cores.js";
import { addSbom } from "../../scripts/build/sbom.js";
import { packageFolder, root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";
import { wasmTarget } from "../../scripts/setup/rust.js";
import { prepareBuild } from "../../scripts/setup.js";

/** @typedef {{ "bom-ref": string, name: string, type: string, hashes?: { content: string }[] }} Component */

const text = await readFile(join(packageFolder, "sbom.cdx.json"), "utf8");
/** @type {{ components: Component[], dependencies: { ref: string, dependsOn: string[] }[] }} */
const sbom = JSON.parse(text);
const tools = await prepareBuild();

const folder = await mkdtemp(join(tmpdir(), "thingspace-aggregate-sbom-"));
after(() => rm(folder, { recursive: true, force: true }));

/** @param {string} name @returns {object} */
const schema = (name) =>
  JSON.parse(readFileSync(join(root, "node_modules/@cyclonedx/cyclonedx-library/res/schema", name), "utf8"));

describe("the bill of materials", () => {
  it("is CycloneDX's, version 1.6", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    for (const format of ["idn-email", "iri-reference"]) ajv.addFormat(format, true);
    for (const name of ["spdx", "jsf-0.82", "cryptography-defs"].map((name) => `${name}.SNAPSHOT.schema.json`)) {
      ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}`);
    }
    const isValid = ajv.compile(schema("bom-1.6.SNAPSHOT.schema.json"));
    assert.ok(isValid(sbom), JSON.stringify(isValid.errors));
    assert.ok(!isValid({ ...sbom, bomFormat: "Banana" }));
  });

  it("has the digest of each file that holds other people's code", async () => {
    const files = sbom.components.filter(({ type }) => type === "file");
    assert.deepEqual(
      files.map(({ name }) => name),
      ["gateway/router.js", "aggregate.wasm", "server.wasm"],
    );
    for (const { name, hashes } of files) {
      const bytes = await readFile(join(packageFolder, name));
      assert.equal(hashes?.[0]?.content, createHash("sha256").update(bytes).digest("hex"), name);
    }
  });

  it("names the crates of each core that cargo tree does, and says of each what it was", async () => {
    for (const { wasm, features } of cores) {
      const chosen = ["--edges", "normal,no-proc-macro", "--target", wasmTarget, "--features", features.join()];
      const args = ["tree", "--locked", "--package", "thingspace-aggregate-core", ...chosen];
      const tree = await run("cargo", [...args, "--prefix", "none"], { cwd: root, env: tools.wasm });
      const crates = [...tree.matchAll(/^(\S+) v(\S+)(?: \(\*\))?$/gm)].map(([, name, v]) => `pkg:cargo/${name}@${v}`);
      const named = sbom.dependencies.find(({ ref }) => ref === wasm)?.dependsOn.filter((ref) => ref.includes("cargo"));
      assert.deepEqual(named, [...new Set(crates)].sort());
      assert.ok(crates.length > 20);
    }
    for (const part of sbom.components) assert.equal(part.hashes?.length, part.name === "std" ? undefined : 1);
  });

  it("is the same each time", async () => {
    for (const name of ["package.json", "gateway/router.js", ...cores.map(({ wasm }) => wasm)]) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await copyFile(join(packageFolder, name), join(folder, name));
    }
    await addSbom(folder, tools);
    assert.equal(await readFile(join(folder, "sbom.cdx.json"), "utf8"), text);
    assert.doesNotMatch(text, /timestamp|serialNumber|\/home\/|\/root\//);
  });
});
