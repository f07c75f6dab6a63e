import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { step } from "../scripts/progress.js";
import { sectionResult } from "./results.js";
import { loadSection } from "./section.js";

const LONGEST = 5 * 60_000;
const program = fileURLToPath(new URL("section-process.js", import.meta.url));

/**
 * Measures one section in a fresh process, so that none inherits the heap and the compiled code of another.
 *
 * @param {string} name
 * @param {{ quick: boolean }} look
 */
export async function measureSection(name, { quick }) {
  const section = await loadSection(name);
  return step(section.title, async (note) => sectionResult(section, await inProcess(name, quick, note)));
}

/**
 * @param {string} name
 * @param {boolean} quick
 * @param {(text: string) => void} note
 * @returns {Promise<import("./section.js").Outcome>}
 */
function inProcess(name, quick, note) {
  const child = fork(program, [name, ...(quick ? ["--quick"] : [])], {
    execArgv: ["--expose-gc"],
    serialization: "advanced",
    timeout: LONGEST,
  });
  return new Promise((resolve, reject) => {
    child.on("message", (/** @type {{ note: string } | { outcome: any }} */ message) => {
      if ("note" in message) note(message.note);
      else resolve(message.outcome);
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`The section ${name} ended early (${code ?? signal}).`)));
  });
}
