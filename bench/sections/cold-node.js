import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { contestants, fileOf } from "../contestants.js";
import { interleave } from "../interleave.js";
import { listen } from "../listener.js";

const program = fileURLToPath(new URL("../programs/first-request.js", import.meta.url));

export const title = "Cold start in Node";

export const how =
  "From the start of a new process to the arrival of its first request at a server: Node itself, importing the " +
  "contestant from node_modules as published, and one call for one device. `bare fetch` imports nothing, so " +
  "anything above it is the contestant's share.";

/** @type {import("../section.js").Measure} */
export async function measure({ quick, note }) {
  const listener = await listen();
  /** @param {string[]} args */
  const take = (args) => async () => {
    listener.reset();
    const started = performance.now();
    const child = spawn(process.execPath, [program, listener.baseUrl, ...args], { stdio: "ignore", timeout: 20_000 });
    const ended = once(child, "exit");
    const arrived = await listener.first("POST");
    await ended;
    return arrived - started;
  };
  try {
    const takes = Object.fromEntries(contestants.map(({ name }) => [name, take([fileOf(name)])]));
    const samples = await interleave({ ...takes, "bare fetch": take([]) }, { rounds: quick ? 3 : 11, note });
    return { columns: [{ title: "first request", unit: "ms", samples }] };
  } finally {
    listener.close();
  }
}
