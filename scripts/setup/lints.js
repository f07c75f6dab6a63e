import { run } from "../run.js";
import { prepareDebianLints } from "./debian-rust.js";
import { install } from "./install.js";

/**
 * Makes sure that rustfmt and clippy are there.
 * @param {import("./rust.js").Rusts} rusts
 */
export async function prepareLints({ native, wasm }) {
  if (native.from === "debian" || wasm.from === "debian") await prepareDebianLints();
  if (native.from === "debian") return;
  try {
    await run("cargo-fmt", ["--version"]);
    await run("cargo-clippy", ["--version"]);
  } catch {
    await install("Adding rustfmt and clippy", "rustup", ["component", "add", "rustfmt", "clippy"]);
  }
}
