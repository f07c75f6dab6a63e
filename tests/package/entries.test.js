import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { farSide, receipt } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { reasonOf } from "./fixtures/rejections.js";
import { request } from "./fixtures/requests.js";

/** @typedef {typeof import("../../pkg-template/inline.js")} Api */
/** @typedef {typeof import("../../pkg-template/slim.js")} Slim */

const { folder, api } = await installPackage();
const installed = join(folder, "node_modules/thingspace-aggregate");
const require = createRequire(join(folder, "index.js"));
const bytes = await readFile(join(installed, "aggregate.wasm"));

describe("thingspace-aggregate/slim", () => {
  /** @type {Slim} */
  let slim;
  before(async () => {
    slim = await import(pathToFileURL(join(installed, "entries/slim.js")).href);
  });

  it("says so when it is used before load()", async () => {
    const { fetch, sent } = farSide(receipt);
    const uses = [
      slim.submitAggregate(request, { token: "token", fetch }),
      slim.validateAggregate(request),
      Promise.resolve().then(() => slim.aggregateRequestSchema["~standard"].validate(request)),
    ];
    for (const error of await Promise.all(uses.map(reasonOf))) {
      assert.match(String(error), /call load\(\) before/);
    }
    assert.equal(sent.length, 0);
  });

  it("says where the core is not, and lets it be loaded from elsewhere", async () => {
    const away = pathToFileURL(join(folder, "nowhere.wasm"));
    const error = await reasonOf(slim.load(away));
    assert.ok(String(error).includes(away.href), String(error));
    assert.match(String(error), /read the file/);
    assert.doesNotMatch(String(await reasonOf(slim.load(new Uint8Array([1, 2, 3])))), /1,2,3/);

    const loading = slim.load(bytes);
    const meanwhile = slim.validateAggregate({});
    await loading;
    assert.equal((await meanwhile).issueCount, 2);
    assert.deepEqual(slim.aggregateRequestSchema["~standard"].validate(request), { value: request });
    await slim.load("what comes later is not looked at");
  });

  for (const [what, source] of Object.entries({
    bytes: () => new Uint8Array(bytes),
    "an ArrayBuffer": () => new Uint8Array(bytes).buffer,
    "a compiled module": () => new WebAssembly.Module(bytes),
    "a response": () => new Response(bytes, { headers: { "content-type": "application/wasm" } }),
    "an address": () => `data:application/wasm;base64,${bytes.toString("base64")}`,
  })) {
    it(`is loaded from ${what}`, async () => {
      const fresh = requireAnew("thingspace-aggregate/slim");
      assert.match(String(await reasonOf(fresh.validateAggregate({}))), /call load\(\) before/);
      await fresh.load(source());
      assert.equal((await fresh.validateAggregate({})).issueCount, 2);
    });
  }
});

describe("thingspace-aggregate/inline", () => {
  it("needs nothing beside it", async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), "thingspace-aggregate-"));
    after(() => rm(elsewhere, { recursive: true, force: true }));
    const copy = join(elsewhere, "inline.mjs");
    await cp(join(installed, "entries/inline.js"), copy);
    /** @type {Api} */
    const inline = await import(pathToFileURL(copy).href);
    assert.deepEqual(Object.keys(inline), Object.keys(api));
    const { fetch } = farSide(receipt);
    assert.deepEqual(await inline.submitAggregate(request, { token: "token", fetch }), {
      txid: "c9a1d5b0",
      status: "QUEUED",
    });
  });
});

describe("what a runtime loads", () => {
  const conditions = ["edge-light", "workerd", "deno", "bun", "node", "browser"];
  for (const [name, wasm] of [
    ["#core", "aggregate.wasm"],
    ["#server-core", "server.wasm"],
  ]) {
    for (const condition of conditions) {
      it(`as ${name} under the condition ${condition} is ${wasm} and no other core`, async () => {
        const { outputFiles } = await build({
          stdin: { contents: `export * from "${name}";`, resolveDir: installed },
          bundle: true,
          format: "esm",
          conditions: [condition],
          external: ["node:*", "*.wasm", "*.wasm?module"],
          write: false,
          logLevel: "error",
        });
        const named = new Set(outputFiles[0].text.match(/[\w-]+\.wasm/g));
        assert.deepEqual([...named], [wasm]);
      });
    }
  }

  it("as #server-core in Node checks requests by the same rules", async () => {
    const user = join(installed, "server.test.js");
    await writeFile(user, 'export * from "./server-core.js"; export { ready } from "#server-core";');
    after(() => rm(user));
    /** @type {typeof import("../../pkg-template/server-core.js") & typeof import("../../pkg-template/server-core/node.js")} */
    const server = await import(pathToFileURL(user).href);
    await server.ready();
    assert.deepEqual(server.validateAggregate({}, undefined), await api.validateAggregate({}));
  });
});

describe("require", () => {
  for (const name of ["thingspace-aggregate", "thingspace-aggregate/inline", "thingspace-aggregate/slim"]) {
    it(`gives what import gives of ${name}`, async () => {
      await writeFile(join(folder, "names.mjs"), `export const names = Object.keys(await import("${name}"));`);
      const { names } = await import(`${pathToFileURL(join(folder, "names.mjs"))}?${name}`);
      assert.deepEqual(Object.keys(requireAnew(name)).sort(), names.sort());
      assert.match(require.resolve(name), /\.cjs$/);
    });
  }

  it("loads the core as import does, and its errors are recognised by either", async () => {
    const required = requireAnew("thingspace-aggregate");
    assert.deepEqual(required.aggregateRequestSchema["~standard"].validate(request), { value: request });
    const error = await reasonOf(required.submitAggregate(request));
    assert.ok(error instanceof required.AggregateReportError);
    assert.ok(api.isAggregateReportError(error));
  });
});

/**
 * A copy of its own, which has not loaded anything.
 * @param {string} name
 * @returns {Slim}
 */
function requireAnew(name) {
  delete require.cache[require.resolve(name)];
  return require(name);
}
