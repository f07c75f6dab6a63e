import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { root } from "../../scripts/places.js";
import { installPackage } from "../package/fixtures/installed-package.js";

const { folder, tarball } = await installPackage();
const installed = join(folder, "node_modules/thingspace-aggregate");
const textOf = (/** @type {string} */ path) => readFile(path, "utf8");
const manifest = JSON.parse(await textOf(join(installed, "package.json")));

describe("the npm package", () => {
  it("has nothing that publint minds", async () => {
    const { buffer } = new Uint8Array(await readFile(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    assert.ok(pkg, "publint saw the package");
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it("says the same of itself as the crate", async () => {
    const cargo = await textOf(join(root, "Cargo.toml"));
    const field = (/** @type {string} */ name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(cargo)?.[1];
    assert.equal(manifest.name, field("name"));
    assert.equal(manifest.version, field("version"));
    assert.equal(manifest.license, field("license"));
    // Provenance compares it with the place of the build. Not known yet, and neither may have it without the other.
    assert.equal(manifest.repository?.url.replace(/^git\+|\.git$/g, ""), field("repository"));
  });

  it("runs nothing when it is installed, and brings nothing along", () => {
    for (const field of ["scripts", "dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"]) {
      assert.equal(manifest[field], undefined, field);
    }
  });

  it("has the licences of the repository", async () => {
    for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) {
      assert.equal(await textOf(join(installed, licence)), await textOf(join(root, licence)));
    }
  });

  it("has a README that stands alone", async () => {
    const readme = await textOf(join(installed, "README.md"));
    assert.match(readme, /npm install thingspace-aggregate/);
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
    assert.deepEqual(
      links.filter((link) => !/^(https:\/\/|#)/.test(link)),
      [],
      "links to what is not in the package",
    );
  });
});
