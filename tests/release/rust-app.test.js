import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";
import { wasmTarget } from "../../scripts/setup/rust.js";
import { prepareBuild } from "../../scripts/setup.js";

/** An app such as the README shows, whose module exports one function of its own. */
const app = `
use thingspace_aggregate::contract::{AggregateRequest, Devices};
use thingspace_aggregate::{Options, TokenSource, submit};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_name = askForReport)]
pub async fn ask_for_report(token: String) -> Result<String, JsError> {
    ask(token).await.map_err(|error| JsError::new(&error.to_string()))
}

async fn ask(token: String) -> Result<String, Box<dyn std::error::Error>> {
    let request = AggregateRequest::new("0000123456-00001", Devices::list(["490154203237518"]));
    let options = Options::with_token(TokenSource::fixed(token)?);
    Ok(submit(request, options).await?.txid)
}
`;

/** @param {string} crate the folder of the unpacked crate */
const manifest = (crate) => `
[package]
name = "rust-app"
version = "0.0.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[dependencies]
thingspace-aggregate = { path = ${JSON.stringify(crate)} }
wasm-bindgen = "0.2"
wasm-bindgen-futures = "0.4"

[workspace]
`;

describe("a Rust app that depends on the packaged crate", () => {
  /** @type {string} */
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "rust-app-"));
  });
  after(() => rm(folder, { recursive: true }));

  it("exports its own function from its module, and none of ours", async () => {
    await writeApp(folder, await unpackedCrate(folder));
    const module = await WebAssembly.compile(await compiledApp(folder));
    const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
    const names = functions.map(({ name }) => name).filter((name) => !name.startsWith("__"));
    assert.deepEqual(names.map(withoutHash), ["askForReport"]);
  });
});

/**
 * @param {string} folder
 * @returns {Promise<string>} where the crate is
 */
async function unpackedCrate(folder) {
  const { native } = await prepareBuild();
  const target = join(folder, "package");
  const args = ["package", "--package", "thingspace-aggregate", "--allow-dirty", "--no-verify", "--target-dir", target];
  await run("cargo", args, { cwd: root, env: native });
  const packages = join(target, "package");
  const archive = (await readdir(packages)).find((name) => name.endsWith(".crate"));
  assert.ok(archive, "cargo package made a .crate");
  await run("tar", ["-xzf", join(packages, archive), "-C", folder]);
  return join(folder, basename(archive, ".crate"));
}

/**
 * @param {string} folder
 * @param {string} crate
 */
async function writeApp(folder, crate) {
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "Cargo.toml"), manifest(crate));
  await writeFile(join(folder, "src", "lib.rs"), app);
  // The versions that are on this machine already.
  await copyFile(join(root, "Cargo.lock"), join(folder, "Cargo.lock"));
}

/** @param {string} folder */
async function compiledApp(folder) {
  const { wasm } = await prepareBuild();
  // Kept for the next run: what the app depends on does not change.
  const target = join(root, "target", "rust-app");
  await run("cargo", ["build", "--offline", "--target", wasmTarget, "--target-dir", target], {
    cwd: folder,
    env: wasm,
  });
  return readFile(join(target, wasmTarget, "debug", "rust_app.wasm"));
}

/** wasm-bindgen keeps exports of the same name apart until it has made the module's JavaScript. @param {string} name */
function withoutHash(name) {
  return name.replace(/_[0-9a-f]{16}$/, "");
}
