import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { consumer, user } from "../../www/sandbox/known.js";
import { imeis } from "../package/fixtures/requests.js";
import { freePort } from "../runtimes/fixtures/free-port.js";
import { listen } from "../runtimes/fixtures/loopback.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "thingspace-aggregate-start-"));
after(() => rm(folder, { recursive: true, force: true }));

/** Milliseconds for one `npm start`, on a loaded machine. */
const PATIENCE = 900_000;

/**
 * @param {readonly string[]} args
 * @param {{ printed: RegExp, visit: () => Promise<void>, temporary?: string }} [stop] once it has printed this, visits and
 *   presses Ctrl-C; `temporary` is the folder for what it needs for a while
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function npmStart(args, stop) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...(stop?.temporary && { TMPDIR: stop.temporary }) };
    const child = spawn(process.execPath, ["scripts/start.js", ...args], { cwd: root, env, timeout: PATIENCE });
    let output = "";
    let isVisited = false;
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      if (isVisited || !stop?.printed.test(output)) return;
      isVisited = true;
      stop.visit().then(() => child.kill("SIGINT"), reject);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("close", (code) => resolve({ code, output }));
  });
}

const aFreePort = async () => String(await freePort());

/** @param {string} name @param {string} text */
async function file(name, text) {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("npm start -- --once", () => {
  it("submits a report, shows each callback, sums up, and ends", async () => {
    const { code, output } = await npmStart(["--once", "--port", await aFreePort()]);
    assert.equal(code, 0, output);
    assert.match(output, /Receipt: transaction [0-9a-f-]{36}, QUEUED/);
    for (const imei of ["490154203237518", "356938035643809", "352099001761481", "358240051111110"]) {
      assert.match(output, new RegExp(`${imei}  \\d+ sessions, [\\d,]+ bytes`));
    }
    // The callback that comes twice may do so after the report is complete.
    assert.match(output, /Complete: 4 of 4 devices(, 1 repeated)?, \d+ sessions, [\d,]+ bytes/);
    for (const secret of [...Object.values(consumer), ...Object.values(user)]) assert.ok(!output.includes(secret));
    assert.ok(!output.includes("/callbacks/"), "nor the path secret");
  });

  it("takes thousands of devices from a file", async () => {
    const path = await file("thousands.txt", `# our fleet\r\n${imeis(3_000).join("\r\n")}\r\n\r\n`);
    const { code, output } = await npmStart(["--once", "--devices", path, "--port", await aFreePort()]);
    assert.equal(code, 0, output);
    assert.match(output, /Complete: 3,000 of 3,000 devices(, \d+ repeated)?, [\d,]+ sessions, [\d,]+ bytes/);
  });

  it("fails when it is stopped before the report has arrived, and leaves nothing behind", async () => {
    const temporary = await mkdtemp(join(folder, "tmp-"));
    const many = await file("many.txt", imeis(3_000).join("\n"));
    const args = ["--once", "--devices", many, "--port", await aFreePort()];
    const stop = { printed: /Submitting a report/, visit: async () => {}, temporary };
    const { code, output } = await npmStart(args, stop);
    assert.notEqual(code, 0, output);
    assert.ok(!output.includes("Complete"), output);
    assert.deepEqual(await readdir(temporary), []);
  });

  it("fails when the report does", async () => {
    const wrong = await file("wrong.txt", "490154203237518\n\n49015420323751\n");
    const issue = await npmStart(["--once", "--devices", wrong, "--port", await aFreePort()]);
    assert.equal(issue.code, 1);
    assert.match(issue.output, /line 3 of .*wrong\.txt/);

    const refused = await file("refused.txt", "990000000004038");
    const refusal = await npmStart(["--once", "--devices", refused, "--port", await aFreePort()]);
    assert.equal(refusal.code, 1);
    assert.match(refusal.output, /Submitting a report on 1 device \.\.\./);
    assert.match(refusal.output, /not accepted: .*Device Not Certified/);
  });
});

describe("npm start", () => {
  it("keeps serving the portal until Ctrl-C", async () => {
    const port = await aFreePort();
    let page = "";
    const visit = async () => {
      page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    };
    const { code, output } = await npmStart(["--port", port], { printed: /Ctrl-C ends it/, visit });
    assert.equal(code, 0, output);
    assert.match(output, new RegExp(`The portal is at http://127\\.0\\.0\\.1:${port}`));
    assert.match(output, /Stopping/);
    assert.match(page, /<title>Usage report/);
  });

  it("says what it cannot do anything about", async () => {
    const server = createServer();
    after(() => server.close());
    const port = await listen(server);
    const empty = await file("empty.txt", "\n# nothing\n");
    const cases = /** @type {const} */ ([
      [["--port", String(port)], /Port \d+ is in use/],
      [["--port", "banana"], /--port must be a number/],
      [["--devices", join(folder, "nowhere.txt")], /could not be read .*nowhere\.txt/],
      [["--devices", empty], /There is no IMEI in .*empty\.txt/],
      [["--twice"], /--twice.*Usage: npm start/s],
    ]);
    for (const [args, message] of cases) {
      const { code, output } = await npmStart(args);
      assert.equal(code, 1, output);
      assert.match(output, message);
      assert.ok(!/\n\s+at /.test(output), "no stack");
    }
  });
});
