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
import { thirdPartyFiles } from "../../scripts/build/third-party.js";
import { addThirdPartyLicences } from "../../scripts/build/third-party-licences.js";
import { packageFolder, root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";
import { wasmTarget } from "../../scripts/setup/rust.js";
import { librarySource } from "../../scripts/setup/rustc.js";
import { prepareBuild } from "../../scripts/setup.js";

/** @typedef {{ "bom-ref": string, name: string, version: string, type: string, hashes?: { content: string }[], licenses: { expression: string }[] }} Component */

const text = await readFile(join(packageFolder, "sbom.cdx.json"), "utf8");
const licences = await readFile(join(packageFolder, "THIRD-PARTY-LICENSES.txt"), "utf8");
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
    const sysroot = await run("rustc", ["--print", "sysroot"], { env: tools.wasm });
    const std = await cratesIn(join(sysroot, librarySource, "std"), ["optimize_for_size"]);
    for (const { wasm, features } of cores) {
      const own = await cratesIn(join(root, "core"), features);
      const named = sbom.dependencies.find(({ ref }) => ref === wasm)?.dependsOn.filter((ref) => ref.includes("cargo"));
      assert.deepEqual(named, [...new Set([...own, ...std])].sort());
      assert.ok(own.length > 20 && std.length > 3);
    }
    for (const part of sbom.components) {
      const isOfRust = part["bom-ref"].startsWith("pkg:generic/rust-");
      assert.equal(part.hashes?.length, isOfRust ? undefined : 1, part.name);
    }
  });

  it("is the same each time, and so are the licences", async () => {
    for (const name of ["package.json", "gateway/router.js", ...cores.map(({ wasm }) => wasm)]) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await copyFile(join(packageFolder, name), join(folder, name));
    }
    const files = await thirdPartyFiles(tools);
    addSbom(folder, files);
    addThirdPartyLicences(folder, files);
    assert.equal(await readFile(join(folder, "sbom.cdx.json"), "utf8"), text);
    assert.equal(await readFile(join(folder, "THIRD-PARTY-LICENSES.txt"), "utf8"), licences);
    assert.doesNotMatch(text, /timestamp|serialNumber|\/home\/|\/root\//);
  });
});

describe("the licences of other people's code", () => {
  const sections = licences.split(/^-{80}$/m);

  it("stand there for each part of the bill of materials, as they came with it", () => {
    const parts = sbom.components.filter(({ type }) => type === "library");
    assert.ok(parts.length > 30);
    for (const { name, version, licenses } of parts) {
      const title = `\n${name} ${version} (${licenses[0]?.expression})\n`;
      const [section = "", ...others] = sections.filter((section) => section.includes(title));
      assert.equal(others.length, 0, title);
      assert.match(section, /Permission is hereby granted|Apache License|archives hold no text/, title);
    }
    for (const notice of [
      "Copyright (c) 2018 Carl Lerche",
      "Copyright (c) 2021 - present, Yusuke Wada",
      "UNICODE LICENSE V3",
    ]) {
      assert.ok(licences.includes(notice), notice);
    }
  });

  it("stand there once each", () => {
    assert.equal(new Set(sections).size, sections.length);
    assert.ok(sections.length < 30);
  });
});

/**
 * The published crates that are linked, as cargo tree has them.
 *
 * @param {string} crate its folder
 * @param {readonly string[]} features
 */
async function cratesIn(crate, features) {
  const env = { ...tools.wasm, RUSTC_BOOTSTRAP: "1" };
  const chosen = ["--no-default-features", "--features", features.join(), "--target", wasmTarget];
  const shown = ["--edges", "normal,no-proc-macro", "--prefix", "none"];
  const args = ["tree", "--locked", "--manifest-path", join(crate, "Cargo.toml"), ...chosen, ...shown];
  const tree = await run("cargo", args, { cwd: root, env });
  return [...tree.matchAll(/^(\S+) v(\S+)(?: \(\*\))?$/gm)].map(([, name, v]) => `pkg:cargo/${name}@${v}`);
}
