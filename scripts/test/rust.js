import { root } from "../places.js";
import { run } from "../run.js";
import { wasmTarget } from "../setup/rust.js";
import { countCargoTests } from "./count.js";
import { testTools } from "./tools.js";

const LONGEST = 30 * 60_000;

export async function checkRustFormat() {
  const { native } = await testTools();
  await run("cargo", ["fmt", "--check"], { cwd: root, env: native });
}

/** @param {"native" | "wasm"} target */
export async function lintRust(target) {
  const tools = await testTools();
  const args = ["clippy", "--locked", "--all-targets", ...(target === "wasm" ? ["--target", wasmTarget] : [])];
  await run("cargo", [...args, "--", "-Dwarnings"], { cwd: root, env: tools[target], timeout: LONGEST });
}

/** Unit tests, the native ones of `tests/`, and the examples in the documentation. */
export async function testRust() {
  const { native } = await testTools();
  return countCargoTests(await run("cargo", ["test", "--locked"], { cwd: root, env: native, timeout: LONGEST }));
}
