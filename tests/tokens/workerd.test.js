import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { credentials } from "./fixtures/service.js";

const LONGEST = 300_000;

const sandbox = await startSandbox();
after(() => sandbox.close());

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("fixtures/worker.js", import.meta.url))],
  bundle: true,
  format: "esm",
  target: "es2022",
  write: false,
});

/** A worker with no Node in it. @param {Record<string, string>} options @param {import("node:test").TestContext} t */
function startWorker(options, t) {
  const miniflare = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? "",
    compatibilityDate: "2026-04-01",
    bindings: { ...credentials, baseUrl: sandbox.url, ...options },
    cf: false,
  });
  t.after(() => miniflare.dispose());
  return miniflare;
}

const logins = () => sandbox.received.filter(({ path }) => path.endsWith("/session/login")).length;

test("in workerd, requests that wait at the same time share one login", { timeout: LONGEST }, async (t) => {
  const worker = startWorker({}, t);
  const ask = async (path = "/") => {
    const response = await worker.dispatchFetch(`http://worker${path}`);
    return /** @type {[token: string, bearer: string]} */ (await response.json());
  };
  const given = await Promise.all(Array.from({ length: 10 }, () => ask()));
  assert.equal(new Set(given.map((pair) => JSON.stringify(pair))).size, 1);
  assert.equal(logins(), 1);
  assert.notDeepEqual((await ask("/rejected"))?.[0], given[0]?.[0]);
});

test("in workerd, a redirect is not followed, and key and secret are sent as UTF-8", {
  timeout: LONGEST,
}, async (t) => {
  const worker = startWorker({ key: "schlüssel", secret: "秘密" }, t);
  sandbox.received.splice(0);
  sandbox.failNext({ kind: "redirect", to: `${sandbox.url}/elsewhere` });
  const response = await worker.dispatchFetch("http://worker/");
  const error = /** @type {{ kind: string, status: number }} */ (await response.json());
  assert.deepEqual([error.kind, error.status], ["unanswered", 307]);
  assert.deepEqual(
    sandbox.received.map(({ path }) => path),
    ["/api/ts/v1/oauth2/token"],
  );
  const [, authorization] = sandbox.received[0]?.headers.find(([name]) => name.toLowerCase() === "authorization") ?? [];
  assert.equal(authorization, `Basic ${Buffer.from("schlüssel:秘密", "utf8").toString("base64")}`);
});
