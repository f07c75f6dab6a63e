import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { inProject, npm } from "../package/fixtures/project.js";
import { imei, request } from "../package/fixtures/requests.js";

/** @typedef {typeof import("../../pkg-template/index.js")} Api */
/** @typedef {(schema: Api["aggregateRequestSchema"], request: unknown) => Promise<[field: string, message: string][]>} Problems */

const source = new URL("consumers", import.meta.url);
const wrong = { accountNumber: "", imei: [imei, "490154203237519"], startDate: "2026-02-30" };

describe("the schema, taken as it is", () => {
  for (const consumer of ["tanstack-form", "react-hook-form", "trpc", "hono"]) {
    it(`by ${consumer}, has its issues where they belong`, () =>
      inProject(source, async (folder) => {
        const load = (/** @type {string} */ path) => import(new URL(path, pathToFileURL(`${folder}/`)).href);
        /** @type {{ problemsOf: Problems }} */
        const { problemsOf } = await load(`${consumer}.js`);

        // The inlined core is compiled at its first use, so that, as in a page, the first answer is a promise.
        for (const entry of ["index.js", "entries/inline.js"]) {
          /** @type {Api} */
          const { aggregateRequestSchema } = await load(`node_modules/thingspace-aggregate/${entry}`);
          const problems = await problemsOf(aggregateRequestSchema, wrong);
          const { accountNumber, startDate, "imei.1": second, ...others } = Object.fromEntries(problems.map(plain));
          assert.match(accountNumber, /empty/);
          assert.match(startDate, /ISO 8601/);
          assert.match(second, /check digit/);
          assert.deepEqual(others, {});

          assert.deepEqual(await problemsOf(aggregateRequestSchema, request), [], entry);
        }
      }));
  }

  it("fits the types of all of them", () =>
    inProject(source, async (folder) => {
      await npm(folder, "exec", "--offline", "--", "tsc", "--project", ".");
    }));
});

/** Some write `imei[1]`. @param {[field: string, message: string]} problem */
function plain([field, message]) {
  return [field.replace(/\[(\d+)\]/, ".$1"), message];
}
