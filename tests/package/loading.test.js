import assert from "node:assert/strict";
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { farSide, receipt } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { reasonOf } from "./fixtures/rejections.js";
import { request } from "./fixtures/requests.js";

const { folder, files, api } = await installPackage();
const wasm = join(folder, "node_modules/thingspace-aggregate/aggregate.wasm");

it("the tarball holds only what the package needs", () => {
  assert.deepEqual(files, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "THIRD-PARTY-LICENSES.txt",
    "aggregate.wasm",
    "aggregate.wasm.d.cts",
    "aggregate.wasm.d.ts",
    "api.js",
    "cloudflare.d.ts",
    "cloudflare.js",
    "core.js",
    "core/browser.js",
    "core/bun.js",
    "core/edge-light.js",
    "core/node.js",
    "core/workerd.js",
    "custom-elements.json",
    "elements.d.cts",
    "elements.d.ts",
    "elements.js",
    "elements/announcer.js",
    "elements/appearance.js",
    "elements/cells.js",
    "elements/csv.js",
    "elements/define.d.cts",
    "elements/define.d.ts",
    "elements/define.js",
    "elements/download.js",
    "elements/element.js",
    "elements/make.js",
    "elements/numbers.js",
    "elements/react.d.cts",
    "elements/react.d.ts",
    "elements/report/breakdowns.js",
    "elements/report/charts.js",
    "elements/report/comparison.js",
    "elements/report/devices-css.js",
    "elements/report/devices-view.js",
    "elements/report/figures.js",
    "elements/report/files.js",
    "elements/report/filters.js",
    "elements/report/find.js",
    "elements/report/frames.js",
    "elements/report/groups.js",
    "elements/report/histogram.js",
    "elements/report/progress.js",
    "elements/report/reasons.js",
    "elements/report/report-css.js",
    "elements/report/report-csv.js",
    "elements/report/select.js",
    "elements/report/server-events.js",
    "elements/report/settled-parts.js",
    "elements/report/skeleton.js",
    "elements/report/sort.js",
    "elements/report/store.js",
    "elements/report/stream.js",
    "elements/report/table.js",
    "elements/report/tiles.js",
    "elements/report/tools.js",
    "elements/report/usage-report.js",
    "elements/report/words.js",
    "elements/request/advice.js",
    "elements/request/appearance.js",
    "elements/request/check-digit.js",
    "elements/request/device-list.js",
    "elements/request/devices-field.js",
    "elements/request/devices.js",
    "elements/request/drop-zone.js",
    "elements/request/error-summary.js",
    "elements/request/failure-words.js",
    "elements/request/field.js",
    "elements/request/fleet.js",
    "elements/request/imeis-in.js",
    "elements/request/outcome-view.js",
    "elements/request/period.js",
    "elements/request/preview-view.js",
    "elements/request/preview.js",
    "elements/request/problem-words.js",
    "elements/request/progress.js",
    "elements/request/read-entries.js",
    "elements/request/read-file.js",
    "elements/request/request-fields.js",
    "elements/request/review.js",
    "elements/request/send.js",
    "elements/request/submission.js",
    "elements/request/table.js",
    "elements/request/usage-request.js",
    "elements/sheet.js",
    "elements/slices.js",
    "elements/usage-report.d.cts",
    "elements/usage-report.d.ts",
    "elements/usage-request.d.cts",
    "elements/usage-request.d.ts",
    "entries/browser.js",
    "entries/elements-define.cjs",
    "entries/elements.cjs",
    "entries/elements.js",
    "entries/inline.cjs",
    "entries/inline.js",
    "entries/node.cjs",
    "entries/slim.cjs",
    "entries/slim.js",
    "error.js",
    "fleet/fleet.js",
    "fleet/merge.js",
    "fleet/parts.js",
    "fleet/request.js",
    "gateway.d.ts",
    "gateway.js",
    "gateway/answers.js",
    "gateway/callbacks.js",
    "gateway/callers.js",
    "gateway/csv.js",
    "gateway/drain.js",
    "gateway/events.js",
    "gateway/failure.js",
    "gateway/form.js",
    "gateway/gateway.js",
    "gateway/idempotency-key.js",
    "gateway/list.js",
    "gateway/listener.js",
    "gateway/log.js",
    "gateway/once.js",
    "gateway/options.js",
    "gateway/origins.js",
    "gateway/page.js",
    "gateway/position.js",
    "gateway/read-json.js",
    "gateway/read-limit.js",
    "gateway/read-text.js",
    "gateway/report.js",
    "gateway/rights.js",
    "gateway/router.js",
    "gateway/routes.js",
    "gateway/secret.js",
    "gateway/settle.js",
    "gateway/sleep.js",
    "gateway/submit-from-code.js",
    "gateway/submit.js",
    "gateway/text-stream.js",
    "gateway/thingspace.js",
    "gateway/tokens.js",
    "inbox.d.ts",
    "inbox/due.js",
    "inbox/durable.js",
    "inbox/expiry.js",
    "inbox/group-commit.js",
    "inbox/listing.js",
    "inbox/memory.js",
    "inbox/named.js",
    "inbox/node-database.js",
    "inbox/object-store.js",
    "inbox/objects.js",
    "inbox/reports.js",
    "inbox/rules.js",
    "inbox/schema.js",
    "inbox/sqlite.js",
    "inbox/submissions.js",
    "inbox/when-unlocked.js",
    "index.d.cts",
    "index.d.ts",
    "index.js",
    "inline.d.cts",
    "inline.d.ts",
    "loading/from-file.js",
    "loading/from-module.js",
    "loading/from-network.js",
    "loading/lazy-core.js",
    "package.json",
    "sbom.cdx.json",
    "schema.js",
    "server-core.js",
    "server-core/browser.js",
    "server-core/bun.js",
    "server-core/edge-light.js",
    "server-core/node.js",
    "server-core/workerd.js",
    "server.wasm",
    "server.wasm.d.cts",
    "server.wasm.d.ts",
    "slim.d.cts",
    "slim.d.ts",
    "sqlite.d.ts",
    "sqlite.js",
    "tokens.d.ts",
    "tokens/create-tokens.js",
    "tokens/error.js",
    "tokens/freshness.js",
    "tokens/keeper.js",
    "tokens/options.js",
    "tokens/record.js",
    "tokens/redact.js",
    "tokens/reply.js",
    "tokens/sentences.js",
    "tokens/service.js",
    "tokens/sqlite-token-store.js",
    "tokens/token-object.js",
    "tokens/waiting.js",
  ]);
});

describe("the core", () => {
  it("is not touched by the import, and a missing one is told of clearly at each use until it is there", async () => {
    const away = join(folder, "aggregate.wasm");
    await rename(wasm, away);
    const uses = () => [
      api.submitAggregate(request, { token: "token" }),
      api.validateAggregate(request),
      Promise.resolve().then(() => api.aggregateRequestSchema["~standard"].validate(request)),
    ];
    for (const error of await Promise.all([...uses(), ...uses()].map(reasonOf))) {
      assert.ok(error instanceof Error && error.constructor === Error);
      assert.ok(error.message.includes(pathToFileURL(wasm).href), error.message);
      assert.match(error.message, /bundled/);
      assert.equal(/** @type {NodeJS.ErrnoException} */ (error.cause).code, "ENOENT");
    }

    await rename(away, wasm);
    const { fetch } = farSide(receipt);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => api.submitAggregate(request, { token: "token", fetch })),
    );
    assert.ok(all.every(({ txid }) => txid === "c9a1d5b0"));
  });

  it("fetched by the browsers' entry, is fetched once for many calls, and again after a failure", async (test) => {
    const entry = join((await installPackage()).folder, "node_modules/thingspace-aggregate/entries/browser.js");
    const address = new URL("../aggregate.wasm", pathToFileURL(entry)).href;
    /** @type {string[]} */
    const fetched = [];
    const bytes = await readFile(wasm);
    test.mock.method(globalThis, "fetch", async (/** @type {URL} */ url) => {
      if (fetched.push(url.href) === 1) throw new TypeError("fetch failed");
      return new Response(bytes, { headers: { "content-type": "application/wasm" } });
    });
    /** @type {typeof api} */
    const browser = await import(pathToFileURL(entry).href);
    const { validate } = browser.aggregateRequestSchema["~standard"];
    assert.equal(fetched.length, 0);

    const failures = await Promise.all([
      reasonOf(browser.validateAggregate({})),
      reasonOf(browser.validateAggregate({})),
    ]);
    for (const error of failures) {
      assert.ok(error instanceof Error);
      assert.ok(error.message.includes(address), error.message);
      assert.match(error.message, /wasm-unsafe-eval/);
      assert.ok(error.cause instanceof TypeError);
    }
    assert.deepEqual(fetched, [address]);

    const first = validate(request);
    assert.ok(first instanceof Promise, "a promise as long as the core is being loaded");
    await Promise.all([first, browser.validateAggregate({}), browser.validateAggregate({})]);
    assert.equal(fetched.length, 2);
    assert.deepEqual(validate(request), { value: request });
  });
});

describe("a bundler", () => {
  const bundle = async (/** @type {string} */ contents) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      format: "esm",
      minify: true,
      write: false,
      conditions: ["browser"],
      logLevel: "error",
    });
    return outputFiles[0].text;
  };

  it("drops what is not used", async () => {
    assert.equal((await bundle('import "thingspace-aggregate";')).trim(), "");
    assert.equal((await bundle('import { submitAggregate } from "thingspace-aggregate";')).trim(), "");
    const guard = await bundle('export { isAggregateReportError } from "thingspace-aggregate";');
    assert.doesNotMatch(guard, /WebAssembly/);
    assert.match(await bundle('export { submitAggregate } from "thingspace-aggregate";'), /WebAssembly/);
  });

  it("drops the element that is not used, and loads the other by its own path from a file of its own", async () => {
    const form = "usage-request-problems";
    const report = "usage-report-state";
    const alone = await bundle('import { UsageRequest } from "thingspace-aggregate/elements"; UsageRequest.define();');
    assert.ok(alone.includes(form) && !alone.includes(report));

    const { outputFiles } = await build({
      stdin: {
        contents: `
          import { UsageRequest } from "thingspace-aggregate/elements/usage-request";
          UsageRequest.define();
          import("thingspace-aggregate/elements/usage-report").then(({ UsageReport }) => UsageReport.define());
        `,
        resolveDir: folder,
      },
      bundle: true,
      splitting: true,
      format: "esm",
      outdir: folder,
      write: false,
      conditions: ["browser"],
      logLevel: "error",
    });
    const first = outputFiles.filter(({ path }) => path.endsWith("/stdin.js"));
    assert.equal(first.length, 1);
    assert.ok(first.every(({ text }) => text.includes(form) && !text.includes(report)));
    assert.equal(outputFiles.filter(({ text }) => text.includes(report)).length, 1);
  });

  it("may minify the error's class, which is recognised all the same", async () => {
    const url = `data:text/javascript,${encodeURIComponent(await bundle('export * from "thingspace-aggregate";'))}`;
    /** @type {typeof api} */
    const minified = await import(url);
    const failure = /** @type {const} */ ({ kind: "network", message: "text", attempts: 1, mayBeQueued: true });
    const error = new minified.AggregateReportError(failure);
    assert.ok(!(error instanceof api.AggregateReportError), "another copy of the class");
    assert.ok(api.isAggregateReportError(error));
    assert.equal(error.name, "AggregateReportError");
  });
});
