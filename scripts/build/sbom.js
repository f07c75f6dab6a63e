import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { partsOf } from "./third-party.js";

/** @import { Part, ThirdPartyFile } from "./third-party.js" */

/**
 * Adds a bill of materials in CycloneDX's JSON: the files that hold other people's code, and what is in each. It says
 * nothing of when or where it was made, so that it is the same each time.
 *
 * @param {string} folder of the package
 * @param {readonly ThirdPartyFile[]} files
 */
export function addSbom(folder, files) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const itself = { name, version, purl: `pkg:npm/${name}@${version}`, licence: license };
  const sbom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: component(itself) },
    components: [
      ...files.map((file) => ({
        type: "file",
        "bom-ref": file.name,
        name: file.name,
        hashes: [{ alg: "SHA-256", content: sha256(readFileSync(join(folder, file.name))) }],
      })),
      ...partsOf(files).map(component),
    ],
    dependencies: [
      { ref: itself.purl, dependsOn: files.map((file) => file.name) },
      ...files.map((file) => ({ ref: file.name, dependsOn: file.parts.map(({ purl }) => purl).sort() })),
    ],
  };
  writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(sbom, null, 1)}\n`);
}

/** @param {Omit<Part, "folder">} part */
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

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
