import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import ts from "typescript";
import { root } from "../../scripts/places.js";
import { run } from "../../scripts/run.js";
import { installPackage } from "../package/fixtures/installed-package.js";

const { folder, files } = await installPackage();
const declarations = files
  .filter((file) => /\.d\.c?ts$/.test(file))
  .map((file) => join(folder, "node_modules/thingspace-aggregate", file));

describe("the published types", () => {
  it("hold no any", () => {
    // The elements' types for React are made of React's.
    for (const name of ["@types", "csstype"]) {
      symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name), "junction");
    }
    const program = ts.createProgram(declarations, { strict: true, noEmit: true, types: [] });
    const checker = program.getTypeChecker();
    const found = declarations.flatMap((file) => {
      const source = /** @type {ts.SourceFile} */ (program.getSourceFile(file));
      return typesIn(source)
        .filter((node) => checker.getTypeFromTypeNode(node).flags & ts.TypeFlags.Any)
        .map((node) => `${file}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}: ${node.getText(source)}`);
    });
    assert.deepEqual(found, []);
    assert.equal(declarations.length, 25);
  });

  it("are documented, and TypeDoc warns of nothing", async () => {
    const options = join(root, "tests/release/typedoc/typedoc.json");
    await run(process.execPath, [join(root, "node_modules/typedoc/bin/typedoc"), "--options", options]);
  });
});

/**
 * Every type that is written in a file.
 *
 * @param {ts.Node} node
 * @returns {ts.TypeNode[]}
 */
function typesIn(node) {
  /** @type {ts.TypeNode[]} */
  const inside = [];
  node.forEachChild((child) => {
    inside.push(...typesIn(child));
  });
  // A part of a template is no type by itself.
  return ts.isTypeNode(node) && !ts.isTemplateLiteralTypeSpan(node) ? [node, ...inside] : inside;
}
