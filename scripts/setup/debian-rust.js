import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { toolsFolder } from "../places.js";
import { run } from "../run.js";
import { installDebianPackages } from "./debian.js";
import { librarySource, versionOfRustc } from "./rustc.js";
import { isAtLeast, lldVersion, rustVersion } from "./versions.js";

const SYSTEM = "/usr/bin";
const LINKER = `wasm-ld-${lldVersion}`;
const PROGRAMS = ["cargo", "rustc", "rustdoc", "rustfmt", "cargo-fmt", "cargo-clippy", "clippy-driver"];

/**
 * Debian ships a recent Rust for its browsers. It has no standard library for WebAssembly, but the source of one, which
 * cargo compiles along with the crate: an unstable feature, hence RUSTC_BOOTSTRAP.
 *
 * @returns {Promise<import("./rust.js").Rusts>}
 */
export async function prepareDebianRust() {
  if (!(await isDebianRustInstalled())) {
    await installDebianPackages(["rustc-web", "cargo-web", "rust-web-src", `lld-${lldVersion}`]);
  }
  linkPrograms();
  const variables = {
    RUSTC: join(bin, "rustc"),
    RUSTDOC: join(bin, "rustdoc"),
    RUSTC_BOOTSTRAP: "1",
    CARGO_UNSTABLE_BUILD_STD: "std,panic_abort",
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: LINKER,
  };
  return {
    native: { from: "debian", bin: [bin], variables: {}, buildsStd: false },
    wasm: { from: "debian", bin: [bin], variables, buildsStd: true },
  };
}

/** rustfmt and clippy of the same release. */
export async function prepareDebianLints() {
  if (existsSync(join(SYSTEM, "cargo-fmt")) && existsSync(join(SYSTEM, "cargo-clippy"))) return;
  await installDebianPackages(["rustfmt-web", "rust-web-clippy"]);
  linkPrograms();
}

/** Is it there, recent enough, and complete? */
export async function isDebianRustInstalled() {
  const rustc = join(SYSTEM, "rustc");
  if (![rustc, join(SYSTEM, "cargo"), join(SYSTEM, LINKER)].every(existsSync)) return false;
  if (!isAtLeast(await versionOfRustc(rustc), rustVersion())) return false;
  return existsSync(join(await run(rustc, ["--print", "sysroot"]), librarySource, "std"));
}

/** A folder with nothing but this Rust, so that it can go before another one on PATH. */
const bin = join(toolsFolder, "debian-rust", "bin");

/** Has it been taken before? */
export function isDebianRustLinked() {
  return existsSync(bin);
}

function linkPrograms() {
  mkdirSync(bin, { recursive: true });
  for (const program of PROGRAMS) {
    const target = join(SYSTEM, program);
    const link = join(bin, program);
    if (existsSync(link) || !existsSync(target)) continue;
    rmSync(link, { force: true });
    symlinkSync(target, link);
  }
}
