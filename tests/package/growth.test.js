import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { brokenNetwork, farSide, receipt, rejection } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { imeis, request } from "./fixtures/requests.js";

const { folder } = await installPackage();
const inside = (/** @type {string} */ name) => join(folder, "node_modules/thingspace-aggregate", name);
/** @type {typeof import("../../pkg-template/core.js")} */
const core = await import(pathToFileURL(inside("core.js")).href);
const parts = Object.values(core.initSync({ module: await readFile(inside("aggregate.wasm")) }));

/** What the core holds: the bytes of its memory, and the places for JavaScript's values. */
function size() {
  return parts.flatMap((part) => {
    if (part instanceof WebAssembly.Memory) return [part.buffer.byteLength];
    return part instanceof WebAssembly.Table ? [part.length] : [];
  });
}

const thrower = {
  get accountNumber() {
    throw new Error("a getter's own");
  },
};

/** @type {Record<string, [request: unknown, reply: () => unknown, options?: object]>} */
const calls = {
  "goes well": [request, receipt],
  "has a thousand devices": [{ ...request, imei: imeis(1_000) }, receipt],
  "has issues": [{ ...request, imei: ["1", 2, null], plan: "x" }, receipt],
  "has a getter that throws": [thrower, receipt],
  "has an option that throws": [
    request,
    receipt,
    {
      get timeout() {
        throw new Error("a getter's own");
      },
    },
  ],
  "has a base URL that is none": [request, receipt, { baseUrl: "http://[" }],
  "is refused": [request, rejection(400)],
  "does not get through": [request, brokenNetwork],
  "has a provider that throws": [
    request,
    receipt,
    {
      token() {
        throw new Error("the vault is closed");
      },
    },
  ],
  "was aborted": [request, receipt, { signal: AbortSignal.abort() }],
};

describe("the core does not grow by a call that", () => {
  for (const [name, [given, reply, options]] of Object.entries(calls)) {
    it(name, async () => {
      const call = async () => {
        const all = Object.defineProperties({ token: "token", retry: 0, fetch: farSide(reply).fetch }, descriptors);
        await Promise.resolve()
          .then(() => core.submitAggregate(given, all))
          .catch(() => {});
      };
      const descriptors = Object.getOwnPropertyDescriptors(options ?? {});
      for (let times = 0; times < 50; times += 1) await call();
      const before = size();
      assert.equal(before.length, 2);
      for (let times = 0; times < 1_000; times += 1) await call();
      assert.deepEqual(size(), before);
    });
  }
});
