import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { farSide, receipt } from "../package/fixtures/far-side.js";
import { imeis } from "../package/fixtures/requests.js";
import { built } from "./fixtures/built.js";

/** @type {typeof import("../../pkg-template/elements/request/preview.js")} */
const { previewOf } = await built("elements/request/preview.js");
/** @type {typeof import("../../pkg-template/index.js")} */
const { submitAggregate } = await built("index.js");

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "preview-"));
after(() => rm(folder, { recursive: true, force: true }));

describe("the exact request", () => {
  const request = {
    accountNumber: "O'Neill-1",
    imei: imeis(10_000),
    startDate: "2026-02-01",
    endDate: "2026-03-01",
    dataPlan: "Plan $5 `x` 'y'",
  };

  it("is what is sent, with the tokens masked", async () => {
    const preview = await previewOf(request);
    const { fetch, sent } = farSide(receipt);
    await submitAggregate(request, { token: "secret", bearer: "secret", fetch });
    assert.equal(preview?.json, sent[0]?.body);
    const [first = "", ...lines] = (preview?.curl ?? "").split("\n").map((line) => line.replace(/^ +| \\$/g, ""));
    assert.equal(first, `curl -X POST '${sent[0]?.url}'`);
    const headers = lines.filter((line) => line.startsWith("-H ")).map((line) => line.slice(4, -1));
    assert.deepEqual(
      headers.sort(),
      Object.entries(sent[0]?.headers ?? {})
        .map(([name, value]) => `${name}: ${value}`.replaceAll("secret", "****").replace("O'Neill", "O'\\''Neill"))
        .sort(),
    );
    assert.equal(headers.filter((header) => header.endsWith("****")).length, 2);
  });

  it("runs in a shell as it stands, with 10,000 devices as well", async () => {
    const preview = await previewOf(request);
    // In the place of curl: notes what it is called with.
    await writeFile(join(folder, "curl"), '#!/bin/sh\nprintf "%s\\n" "$@" > "$NOTES.args"\ncat > "$NOTES.body"\n');
    await chmod(join(folder, "curl"), 0o755);
    await writeFile(join(folder, "request.sh"), preview?.curl ?? "");
    const env = { PATH: `${folder}:${process.env.PATH}`, NOTES: join(folder, "notes") };
    await run("sh", [join(folder, "request.sh")], { env, timeout: 30_000 });
    const args = (await readFile(join(folder, "notes.args"), "utf8")).split("\n");
    assert.ok(args.includes("https://thingspace.verizon.com/api/hyper-precise/v1/report/async/aggregate"));
    assert.ok(args.includes("accountnumber: O'Neill-1"));
    assert.ok(args.includes("imei: 10000"));
    assert.equal((await readFile(join(folder, "notes.body"), "utf8")).trim(), preview?.json);
  });

  it("is none of a request with a problem", async () => {
    assert.equal(await previewOf({ ...request, accountNumber: "" }), undefined);
  });
});
