import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../../scripts/places.js";

/** What a picture may weigh, in bytes: it is loaded with the page. */
const HEAVIEST = 200_000;

const textOf = (/** @type {string} */ path) => readFile(join(root, path), "utf8");

/** Code may be indented as suits the page. @param {string} code */
const unindented = (code) => code.replace(/^ +/gm, "");

/** The name under which GitHub leads to a heading. @param {string} heading */
const nameOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

describe("a document", () => {
  it("links to files and headings that are there", async () => {
    const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "www/sandbox/README.md"];
    documents.push(
      ...(await readdir(join(root, "docs"))).flatMap((name) => (name.endsWith(".md") ? `docs/${name}` : [])),
    );
    const broken = [];
    for (const path of documents) {
      const prose = (await textOf(path)).replace(/^```.*?^```/gms, "");
      for (const [link, file = "", heading] of prose.matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]*))?\)/g)) {
        const target = file === "" ? path : join(dirname(path), file);
        const isThere = await stat(join(root, target)).then(
          () => true,
          () => false,
        );
        const headings = isThere && heading ? (await textOf(target)).matchAll(/^#+ (.*)$/gm) : [];
        const hasHeading = heading === undefined || [...headings].some(([, words = ""]) => nameOf(words) === heading);
        if (!isThere || !hasHeading) broken.push(`${path}: ${link}`);
      }
    }
    assert.deepEqual(broken, []);
  });
});

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
