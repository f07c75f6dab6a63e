import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { packageFolder } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";
import { prepareBuild } from "../../scripts/setup.js";
import { otherUser } from "./fixtures/other-user.js";

const LONGEST = 45 * 60_000;

const folder = mkdtempSync(join(tmpdir(), "thingspace-aggregate-reproducible-"));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

/** The digest of each file. @param {string} package_ @returns {Record<string, string>} */
function digestsOf(package_) {
  const files = readdirSync(package_, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    files
      .filter((name) => statSync(join(package_, name)).isFile())
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(package_, name)))
          .digest("hex"),
      ]),
  );
}

test("another user, in another folder, builds the package that is here byte for byte", async (t) => {
  const { checkout, env, become } = await otherUser(folder, await prepareBuild());
  t.diagnostic(become.length > 0 ? "built by another user" : "built by the same user: setpriv is not allowed here");
  const [command = "", ...args] = [...become, process.execPath, "scripts/build.js"];
  const output = await run(command, args, { cwd: checkout, env, timeout: LONGEST }).catch(({ output }) => output);
  assert.match(output, /The package is in pkg/);

  const [theirs, ours] = [digestsOf(join(checkout, "pkg")), digestsOf(packageFolder)];
  assert.deepEqual(theirs, ours);
  for (const name of ["aggregate.wasm", "server.wasm", "core.js", "sbom.cdx.json"]) assert.ok(name in ours, name);
  for (const name of ["aggregate.wasm", "server.wasm"]) {
    const text = readFileSync(join(packageFolder, name), "latin1");
    assert.doesNotMatch(text, /\/(home|root|rustc|registry|work|tmp)\//, `${name} holds the path of a machine`);
  }
});
