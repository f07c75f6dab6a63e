import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { root } from "../../scripts/places.js";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { installPackage } from "../package/fixtures/installed-package.js";
import { startGateway } from "./fixtures/gateway.js";

/** @typedef {typeof import("../../pkg-template/elements.js")} Elements */
/** @typedef {{ name: string, description?: string }} Named */
/** @typedef {{ name: string, tagName: string, [kind: string]: unknown }} Declaration */

const run = promisify(execFile);
const { folder } = await installPackage();
const installed = join(folder, "node_modules/thingspace-aggregate");
const manifest = JSON.parse(await readFile(join(installed, "custom-elements.json"), "utf8"));
/** @type {Declaration[]} */
const declarations = manifest.modules.flatMap((/** @type {{ declarations: Declaration[] }} */ one) => one.declarations);

describe("the elements on a server", () => {
  it("are imported, define nothing and throw nothing", async () => {
    const script = `
      import { UsageReport, UsageRequest } from "thingspace-aggregate/elements";
      import "thingspace-aggregate/elements/define";
      UsageRequest.define();
      UsageReport.define("any-name");
      if ("customElements" in globalThis || "HTMLElement" in globalThis) throw new Error("defined something");
      console.log(typeof UsageRequest, typeof UsageReport);
    `;
    const args = ["--input-type=module", "--eval", script];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: folder, timeout: 60_000 });
    assert.deepEqual([stdout.trim(), stderr], ["function function", ""]);
  });

  it("are required as well", () => {
    const require = createRequire(pathToFileURL(join(folder, "index.js")));
    /** @type {Elements} */
    const elements = require("thingspace-aggregate/elements");
    elements.UsageRequest.define();
    require("thingspace-aggregate/elements/define");
    assert.equal(typeof elements.UsageReport, "function");
  });
});

describe("the types of the elements", () => {
  it("compile in a strict project, in TSX with React 19 as well, and refuse what is wrong", async () => {
    const project = join(folder, "types");
    await cp(fileURLToPath(new URL("types", import.meta.url)), project, { recursive: true });
    for (const name of ["@types", "csstype"]) {
      await symlink(join(root, "node_modules", name), join(folder, "node_modules", name), "junction");
    }
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await run(process.execPath, [tsc, "--project", project, "--pretty", "false"], { timeout: 120_000 }).catch(
      (error) => {
        throw new Error(error.stdout || error.message);
      },
    );
  });
});

describe("custom-elements.json", { skip: withoutChromium }, () => {
  it("names the attributes, members, parts and custom properties that are there", async () => {
    const gateway = await startGateway({ baseUrl: "http://127.0.0.1:9" });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${gateway.origin}/request.html`);
      for (const { tagName, members, attributes, cssParts = [], cssProperties, slots = [] } of declarations) {
        const found = await page.evaluate((tag) => {
          const element = document.createElement(tag);
          document.body.append(element);
          const parts = [...(element.shadowRoot?.querySelectorAll("[part]") ?? [])].map(({ part }) => part.value);
          const css = (element.shadowRoot?.adoptedStyleSheets ?? []).flatMap(({ cssRules }) =>
            [...cssRules].flatMap(({ cssText }) => cssText.match(/--usage-[a-z-]+/g) ?? []),
          );
          const inherited = Object.getOwnPropertyNames(HTMLElement.prototype);
          const own = [];
          for (let at = Object.getPrototypeOf(element); at !== HTMLElement.prototype; at = Object.getPrototypeOf(at)) {
            const accessors = Object.entries(Object.getOwnPropertyDescriptors(at)).filter(([, { get }]) => get);
            own.push(...accessors.map(([name]) => name));
          }
          element.remove();
          return { parts, css, members: own.filter((name) => !inherited.includes(name)) };
        }, tagName);
        const names = (/** @type {unknown} */ list) => /** @type {Named[]} */ (list).map(({ name }) => name).sort();
        const fields = names(members).filter((name) => name !== "define");
        assert.deepEqual(fields, [...found.members].sort(), tagName);
        assert.deepEqual(names(cssProperties), [...new Set(found.css)].sort(), tagName);
        // The outcome is there only after a submission.
        assert.deepEqual(names(slots), tagName === "usage-request" ? ["outcome"] : [], tagName);
        // The review is there only while something is wrong.
        assert.deepEqual(
          names(cssParts).filter((name) => name !== "review"),
          [...new Set(found.parts)].sort(),
          tagName,
        );
        for (const { name } of /** @type {Named[]} */ (attributes)) assert.match(name, /^[a-z-]+$/);
      }
    } finally {
      await browser.close();
      await gateway.close();
    }
  });
});
