import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { installsCrates, Machine } from "./fixtures/machine.js";

/** @type {Machine} */
let machine;
beforeEach(async () => {
  machine = await Machine.create();
});
afterEach(() => machine.remove());

/** @param {RegExp} call */
const callsOf = async (call) => (await machine.calls()).filter((line) => call.test(line));

test("two set-ups at once build each tool once, and both tell what goes on", async () => {
  // A sign of life comes every ten seconds, on a busy machine somewhat later.
  await machine.put("cargo", `echo compiling the first of many; sleep 15; ${installsCrates}`);
  const [one, other] = await Promise.all([machine.setUp().ended, machine.setUp().ended]);

  assert.equal(one.code, 0, one.output);
  assert.equal(other.code, 0, other.output);
  assert.equal((await callsOf(/^cargo install wasm-bindgen-cli/)).length, 1);
  assert.equal((await callsOf(/^cargo install wasm-pack/)).length, 1);

  const [builder, waiter] = one.output.includes("Waiting") ? [other, one] : [one, other];
  assert.match(waiter.output, /Waiting for process \d+, which is setting up this project \.\.\.\n {2}\d+\.\d s\n/);
  assert.doesNotMatch(waiter.output, /Building/);
  assert.match(builder.output, /Building wasm-pack .*\n {2}\d+\.\d s compiling the first of many\n/);
});

test("a set-up that was killed is taken up again where it was", async () => {
  const half = join(machine.tools, "build", "half");
  await machine.put("cargo", `mkdir -p "$CARGO_TARGET_DIR" && touch "$CARGO_TARGET_DIR/half"; exec sleep 20`);
  const first = machine.setUp();
  await becomes(() => existsSync(half), true, "something is half compiled");
  first.child.kill("SIGKILL");
  await first.ended;
  assert.ok(existsSync(join(machine.tools, "set-up.lock")), "it was killed in the middle");

  await machine.put("cargo", `[ -e "$CARGO_TARGET_DIR/half" ] && echo continued >>"$LOG"; ${installsCrates}`);
  const { code, output } = await machine.setUp().ended;

  assert.equal(code, 0, output);
  assert.ok((await machine.calls()).includes("continued"), "what was compiled is used");
  assert.equal(existsSync(half), false, "nothing is left of the building");
  assert.equal(existsSync(join(machine.tools, "set-up.lock")), false);
  assert.doesNotMatch(output, /Waiting/);
});

test("a Node whose installation was interrupted is installed again", async () => {
  await machine.put("cargo", installsCrates);
  const leaves = `while [ $# -gt 0 ]; do [ "$1" = --prefix ] && folder=$2; shift; done; [ -n "$folder" ] || exit 0
    mkdir -p "$folder/node_modules/node/bin" && touch "$folder/node_modules/node/bin/node"`;
  await machine.put("npm", `${leaves}; exit 1`);
  const first = await machine.setUp(["--tests"]).ended;
  assert.equal(first.code, 1, "the first Node was not complete");

  await machine.put("npm", leaves);
  const { code, output } = await machine.setUp(["--tests"]).ended;

  assert.equal(code, 0, output);
  assert.equal((await callsOf(/^npm install .* node@20/)).length, 2);
  assert.equal((await callsOf(/^npm install .* node@22/)).length, 1);
});

test("where rustup cannot add the target, Debian's Rust does instead, by itself", async () => {
  await machine.put("cargo", installsCrates);
  await machine.put("rustc", `case "$*" in *--print*) echo /nowhere ;; *) echo "rustc 1.99.0 (made up)" ;; esac`);
  await machine.put("rustup", "echo error: could not download file; exit 1");
  for (const name of ["apt-get", "dpkg"]) await machine.put(name, "exit 0");
  await machine.put("sudo", `while [ "\${1#-}" != "$1" ]; do shift; done; exec "$@"`);
  const { code, output } = await machine.setUp().ended;

  assert.equal(code, 0, output);
  assert.match(output, /could not be reached[^\n]*\n?[^\n]*Going on with Debian's Rust for WebAssembly instead\./);
  assert.equal((await callsOf(/^rustup target add wasm32-unknown-unknown$/)).length, 1);
  assert.ok(existsSync(join(machine.tools, "debian-rust", "bin")), "its programs have a folder for PATH");

  const again = await machine.setUp().ended;
  assert.equal(again.code, 0, again.output);
});

test("what cannot be had ends the set-up with what to do", async () => {
  await machine.put("cargo", "echo error: failed to download from the registry; exit 101");
  const { code, output } = await machine.setUp().ended;

  assert.equal(code, 1);
  assert.match(output, /could not be reached. Look at the connection \(or the proxy\) and run the command again/);
});
