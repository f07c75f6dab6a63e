import { pathToFileURL } from "node:url";
import { build } from "./build.js";
import { runAsCommand } from "./problem.js";
import { readArguments } from "./start/arguments.js";
import { readCredentials } from "./start/credentials.js";
import { readDevices } from "./start/device-file.js";
import { checkPortIsFree } from "./start/port.js";

/** Builds the package, starts everything on this machine, and shows one report arriving. */
async function start() {
  const { once, devices: file, port } = readArguments(process.argv.slice(2));
  const credentials = readCredentials(process.env);
  const devices = readDevices(file);
  await checkPortIsFree(port);
  await build();
  // Not imported above: what it is made of is installed and built only now.
  const { demonstrate } = await import("./start/demonstrate.js");
  await demonstrate({ devices, once, port, credentials });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runAsCommand(start);
