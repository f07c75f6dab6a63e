import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const gateway = fileURLToPath(new URL("../../examples/server/gateway.js", import.meta.url));

it("the server of the examples does not start without a key of its own", () => {
  // Its callers would send "Bearer undefined".
  for (const PORTAL_KEY of ["", "short"]) {
    const { status, stderr } = spawnSync(process.execPath, [gateway], {
      env: { PATH: process.env.PATH, ...(PORTAL_KEY && { PORTAL_KEY }) },
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.notEqual(status, 0);
    assert.match(stderr, /Set PORTAL_KEY to at least 20 characters/);
  }
});
