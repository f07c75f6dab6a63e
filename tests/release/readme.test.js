import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../../scripts/places.js";

/** What a picture may weigh, in bytes: it is loaded with the page. */
const HEAVIEST = 200_000;

const textOf = (/** @type {string} */ path) => readFile(join(root, path), "utf8");

/** Code may be indented as suits the page. @param {string} code */
const unindented = (code) => code.replace(/^ +/gm, "");

describe("a README", () => {
  for (const [readme, atLeast] of /** @type {const} */ ([
    ["README.md", 2],
    ["pkg-template/README.md", 4],
  ])) {
    it(`shows of examples what stands in them: ${readme}`, async () => {
      const shown = [...(await textOf(readme)).matchAll(/<!-- from (\S+) -->\s+```\w+\n([\s\S]*?)```/g)];
      for (const [, path = "", code = ""] of shown) {
        assert.ok(unindented(await textOf(path)).includes(unindented(code)), `${path} is not what ${readme} shows`);
      }
      assert.ok(shown.length >= atLeast, `${shown.length} of them`);
    });
  }

  it("has pictures of the portal that are there, and light enough", async () => {
    const shown = [...(await textOf("README.md")).matchAll(/\]\(docs\/images\/([^)]+)\)/g)].map(
      ([, name = ""]) => name,
    );
    assert.equal(shown.length, 2);
    assert.deepEqual(shown.toSorted(), (await readdir(join(root, "docs/images"))).toSorted());
    for (const name of shown) {
      const { size } = await stat(join(root, "docs/images", name));
      assert.ok(size <= HEAVIEST, `${name} weighs ${size} bytes`);
    }
  });
});
