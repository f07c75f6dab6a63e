import assert from "node:assert/strict";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { run } from "../../scripts/run.js";
import { inFolder } from "../inbox/fixtures/folder.js";
import { sqliteRuntimes } from "../inbox/fixtures/sqlite-runtimes.js";

// Alone it takes arguments: node tests/fuzz/sqlite.test.js --objects 100000 --seed 7
const { values } = parseArgs({ options: { objects: { type: "string" }, seed: { type: "string" } }, strict: false });
const objects = String(values.objects ?? 2_000);
const seed = String(values.seed ?? 1);

const program = fileURLToPath(new URL("programs/sqlite.js", import.meta.url));

it(`whatever is handed to a gateway with sqliteInbox, in Node 22 (seed ${seed})`, () =>
  inFolder(async (folder) => {
    const [node = "", ...args] = sqliteRuntimes(folder)["Node 22"] ?? [];
    const output = await run(node, [...args, program, `${folder}/inbox.db`, objects, seed], { timeout: 60 * 60_000 });
    assert.match(output, /^\d+ objects\.$/);
    console.log(output);
  }));
