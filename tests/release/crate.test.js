import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
const cargo = (args, env) => run("cargo", args, { cwd: root, env: { ...process.env, ...env } });

describe("the crate", () => {
  it("holds its sources and what has to be said with them, and nothing else", async () => {
    const listed = await cargo(["package", "--list", "--allow-dirty", "--quiet", "--package", "thingspace-aggregate"]);
    const others = listed.split("\n").filter((file) => !/^src\/[\w/]+\.(rs|js)$/.test(file));
    const byCargo = ["Cargo.lock", "Cargo.toml", "Cargo.toml.orig", ".cargo_vcs_info.json"];
    assert.deepEqual(
      others.filter((file) => !byCargo.includes(file)),
      ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md"],
    );
    assert.ok(listed.includes("src/lib.rs"));
  });

  it("could be published: it compiles from what is in it alone", async () => {
    const said = await cargo(["publish", "--dry-run", "--allow-dirty", "--package", "thingspace-aggregate"]);
    assert.match(said, /aborting upload due to dry run/);
  });

  it("has documentation without a warning", async () => {
    await cargo(["doc", "--no-deps", "--locked"], { RUSTDOCFLAGS: "-Dwarnings" });
  });
});
