import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../places.js";
import { run } from "../run.js";
import { wasmTarget } from "../setup/rust.js";
import { cores } from "./cores.js";
import { routerFolder } from "./router.js";

/**
 * What is known of something that a file of the package was made of.
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} purl
 * @property {string} licence an SPDX expression
 * @property {{ alg: "SHA-256" | "SHA-512", content: string }} [hash] of the archive that it came in
 *
 * @typedef {{ id: string, name: string, version: string, license: string, source: string | null, targets: { kind: string[] }[] }} Crate
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node
 * @typedef {{ packages: Crate[], resolve: { root: string, nodes: Node[] } }} Metadata what `cargo metadata` says
 */

/**
 * Adds a bill of materials in CycloneDX's JSON: the files that hold other people's code, and what is in each. It says
 * nothing of when or where it was made, so that it is the same each time.
 *
 * @param {string} folder of the package
 * @param {import("../setup.js").Tools} tools
 */
export async function addSbom(folder, tools) {
  const rust = await standardLibrary(tools);
  const files = [{ name: "gateway/router.js", parts: [router()] }];
  for (const { wasm, features } of cores) {
    files.push({ name: wasm, parts: [rust, ...(await linkedCrates(tools, features))] });
  }
  const parts = new Map(files.flatMap(({ parts }) => parts).map((part) => [part.purl, part]));
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const itself = `pkg:npm/${name}@${version}`;
  const sbom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: component({ name, version, purl: itself, licence: license }) },
    components: [
      ...files.map((file) => ({
        type: "file",
        "bom-ref": file.name,
        name: file.name,
        hashes: [{ alg: "SHA-256", content: sha256(readFileSync(join(folder, file.name))) }],
      })),
      ...[...parts.keys()].sort().map((purl) => component(/** @type {Part} */ (parts.get(purl)))),
    ],
    dependencies: [
      { ref: itself, dependsOn: files.map((file) => file.name) },
      ...files.map((file) => ({ ref: file.name, dependsOn: file.parts.map(({ purl }) => purl).sort() })),
    ],
  };
  writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(sbom, null, 1)}\n`);
}

/** @param {Part} part */
function component({ name, version, purl, licence, hash }) {
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    licenses: [{ expression: licence }],
    purl,
    ...(hash && { hashes: [hash] }),
  };
}

/**
 * The crates whose code a core may hold: not what only its build runs, such as procedural macros.
 *
 * @param {import("../setup.js").Tools} tools
 * @param {readonly string[]} features
 * @returns {Promise<Part[]>}
 */
async function linkedCrates({ wasm: env }, features) {
  const chosen = ["--manifest-path", "core/Cargo.toml", "--features", features.join(), "--filter-platform", wasmTarget];
  const answer = await run("cargo", ["metadata", "--format-version", "1", "--locked", ...chosen], { cwd: root, env });
  // Cargo may say before that it downloads something, or waits.
  /** @type {Metadata} */
  const { packages, resolve } = JSON.parse(answer.split("\n").find((line) => line.startsWith("{")) ?? "");
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isLinked = (/** @type {string} */ id) =>
    !crates.get(id)?.targets.some(({ kind }) => kind.includes("proc-macro"));

  const found = new Set([resolve.root]);
  for (const id of found) {
    for (const { pkg, dep_kinds: kinds } of nodes.get(id)?.deps ?? []) {
      if (kinds.some(({ kind }) => kind === null) && isLinked(pkg)) found.add(pkg);
    }
  }
  const checksums = checksumsOfCrates();
  return packages
    .filter(({ id, source }) => found.has(id) && source !== null)
    .map(({ name, version, license: licence }) => {
      const content = checksums.get(`${name} ${version}`);
      const purl = `pkg:cargo/${name}@${version}`;
      return { name, version, purl, licence, ...(content && { hash: { alg: "SHA-256", content } }) };
    });
}

/** @returns {Map<string, string>} by name and version */
function checksumsOfCrates() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const locked = lock.matchAll(/name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"/g);
  return new Map([...locked].map(([, name, version, checksum = ""]) => [`${name} ${version}`, checksum]));
}

/**
 * Rust's own library, which is compiled along.
 *
 * @param {import("../setup.js").Tools} tools
 * @returns {Promise<Part>}
 */
async function standardLibrary({ wasm: env }) {
  const [, version = ""] = (await run("rustc", ["--version"], { env })).split(" ");
  return { name: "std", version, purl: `pkg:generic/rust-std@${version}`, licence: "MIT OR Apache-2.0" };
}

/** @returns {Part} */
function router() {
  const { name, version, license: licence } = JSON.parse(readFileSync(join(routerFolder, "package.json"), "utf8"));
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const [, base64 = ""] = packages[`node_modules/${name}`].integrity.split("sha512-");
  const content = Buffer.from(base64, "base64").toString("hex");
  return { name, version, purl: `pkg:npm/${name}@${version}`, licence, hash: { alg: "SHA-512", content } };
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
