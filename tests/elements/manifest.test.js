import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { launchChromium, withoutChromium } from "../package/fixtures/chromium.js";
import { installPackage } from "../package/fixtures/installed-package.js";
import { startGateway } from "./fixtures/gateway.js";

/**
 * @typedef {{ name: string, description: string, default?: string, type: { text: string } }} Item
 * @typedef {Item & { kind: string, attribute?: string, readonly?: boolean }} Member
 * @typedef {object} Declaration
 * @property {string} name
 * @property {string} tagName
 * @property {(Item & { fieldName: string })[]} attributes
 * @property {Member[]} members
 * @property {Item[]} events
 * @property {Item[]} [slots]
 * @property {Item[]} cssProperties
 * @property {Item[]} cssParts
 *
 * @typedef {object} Module
 * @property {string} path
 * @property {Declaration[]} declarations
 * @property {{ kind: string, name: string }[]} exports
 */

const { folder } = await installPackage();
const installed = join(folder, "node_modules/thingspace-aggregate");
const textOf = (/** @type {string} */ path) => readFile(join(installed, path), "utf8");
const { exports: entries } = JSON.parse(await textOf("package.json"));
/** @type {{ modules: Module[] }} */
const { modules } = JSON.parse(await textOf("custom-elements.json"));
const elements = modules.flatMap(({ path, declarations }) => declarations.map((element) => ({ ...element, path })));
const types = ts.createSourceFile("elements.d.ts", await textOf("elements.d.ts"), ts.ScriptTarget.ESNext, true);

const names = (/** @type {readonly { name: string }[]} */ items) => items.map(({ name }) => name).sort();
const sorted = (/** @type {Iterable<string>} */ texts) => [...new Set(texts)].sort();
const fields = (/** @type {readonly Member[]} */ members) => members.filter(({ kind }) => kind === "field");

describe("custom-elements.json", () => {
  it("names what each module exports", async () => {
    for (const { path, exports } of modules) {
      const { default: entry } = /** @type {{ default: string }} */ (
        Object.values(entries).find((entry) => entry.default === `./${path}`)
      );
      const found = await import(pathToFileURL(join(installed, entry)).href);
      const told = exports.filter(({ kind }) => kind === "js");
      assert.deepEqual(names(told), Object.keys(found).sort(), path);
    }
  });

  it("describes all that it names", () => {
    for (const { attributes, members, events, slots = [], cssProperties, cssParts } of elements) {
      for (const { name, description } of [attributes, members, events, slots, cssProperties, cssParts].flat()) {
        assert.match(description ?? "", /^[A-Z].*\.$/, name);
      }
    }
  });

  for (const { name, tagName, path, attributes, members, events, slots = [], cssProperties, cssParts } of elements) {
    it(`says of <${tagName}> what its types say`, () => {
      const typesOf = (/** @type {readonly Item[]} */ items) =>
        Object.fromEntries(items.map(({ name, type }) => [name, type.text]));
      assert.deepEqual(typesOf(fields(members)), membersOf(name));
      assert.deepEqual(typesOf(events), membersOf(`${name}EventMap`));
      assert.deepEqual(names(attributes), Object.keys(membersOf(`${name}Attributes`)).sort());
    });

    it(`names the events, slots, parts, attributes and custom properties in the code of <${tagName}>`, async () => {
      const code = await codeOf(path);
      const found = (/** @type {RegExp} */ pattern) => Array.from(code.matchAll(pattern), ([, text = ""]) => text);

      const told = found(/\btell\("([a-z-]+)"/g).map((event) =>
        code.includes(`tell(\`${tagName}-\${event}\``) && !event.startsWith(tagName) ? `${tagName}-${event}` : event,
      );
      assert.deepEqual(names(events), sorted(told.filter((event) => event.startsWith(tagName))));
      assert.deepEqual(names(slots), sorted(found(/(?:make\("slot", \{ name: |<slot name=)"([\w-]+)"/g)));
      assert.deepEqual(names(cssParts), sorted(found(/\bpart(?:: |=)"([\w-]+)"/g)));
      assert.deepEqual(names(attributes), sorted(found(/\bthis\.getAttribute\("([\w-]+)"\)/g)));

      const own = new Set([...found(/(--[\w-]+):/g), ...found(/setProperty\("(--[\w-]+)"/g)]);
      const used = Array.from(code.matchAll(/var\((--[\w-]+)(?:, ((?:[^()]|\([^()]*\))+))?\)/g));
      const set = used.filter(([, property = ""]) => !own.has(property));
      const defaults = Object.fromEntries(set.map(([, property, value]) => [property, value]));
      assert.deepEqual(
        Object.fromEntries(cssProperties.map((property) => [property.name, property.default])),
        defaults,
      );
    });
  }
});

describe("custom-elements.json, in Chromium", { skip: withoutChromium }, () => {
  /** @type {Awaited<ReturnType<typeof startGateway>>} */
  let gateway;
  /** @type {import("playwright-core").Browser} */
  let browser;

  before(async () => {
    gateway = await startGateway({ baseUrl: "http://127.0.0.1:9" });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
  });

  for (const { tagName, attributes, members } of elements) {
    it(`names the properties of <${tagName}>, which can be set early, and the attributes that they reflect`, async () => {
      const page = await browser.newPage();
      await page.goto(`${gateway.origin}/empty.html`);
      const reflected = attributes.map(({ name, fieldName }) => [name, fieldName]);
      const early = fields(members).filter(({ readonly }) => !readonly);
      const found = await page.evaluate(propertiesOf, { tagName, reflected, early: names(early) });

      assert.deepEqual(found.properties, names(fields(members)));
      assert.deepEqual(
        found.observed.filter((name) => !names(attributes).includes(name)),
        [],
      );
      assert.deepEqual(found.hidden, [], "set before the element was defined, they hide the accessors");
      assert.deepEqual(found.byAttribute, Object.fromEntries(reflected.map(([, field]) => [field, "/by-attribute"])));
      assert.deepEqual(found.byProperty, Object.fromEntries(reflected.map(([name]) => [name, "/by-property"])));
      for (const { name, fieldName, default: text = "" } of attributes) {
        assert.equal(found.without[fieldName], JSON.parse(text), name);
        const member = members.find((member) => member.name === fieldName);
        assert.deepEqual([member?.attribute, member?.default], [name, text]);
      }
      assert.deepEqual(
        members.filter(({ attribute }) => attribute !== undefined).length,
        attributes.length,
        "members that reflect",
      );
      await page.close();
    });
  }
});

/**
 * In the page: what an element has.
 *
 * @param {{ tagName: string, reflected: readonly string[][], early: readonly string[] }} told
 */
async function propertiesOf({ tagName, reflected, early }) {
  const element = document.createElement(tagName);
  for (const name of early) Reflect.set(element, name, name === "request" ? { imei: [] } : undefined);
  for (const [name = ""] of reflected) element.removeAttribute(name);
  document.body.append(element);
  const path = "/pkg/entries/elements.js";
  await import(path);

  /** @type {string[]} */
  const properties = [];
  for (let at = Object.getPrototypeOf(element); at !== HTMLElement.prototype; at = Object.getPrototypeOf(at)) {
    const accessors = Object.entries(Object.getOwnPropertyDescriptors(at)).filter(([, { get }]) => get);
    properties.push(...accessors.map(([name]) => name));
  }
  const values = (/** @type {(pair: readonly string[]) => [string, unknown]} */ read) =>
    Object.fromEntries(reflected.map(read));
  const hidden = early.filter((name) => Object.hasOwn(element, name));
  for (const [name = ""] of reflected) element.removeAttribute(name);
  const without = values(([, field = ""]) => [field, Reflect.get(element, field)]);
  for (const [name = ""] of reflected) element.setAttribute(name, "/by-attribute");
  const byAttribute = values(([, field = ""]) => [field, Reflect.get(element, field)]);
  for (const [, field = ""] of reflected) Reflect.set(element, field, "/by-property");
  const byProperty = values(([name = ""]) => [name, element.getAttribute(name)]);
  const { observedAttributes } = /** @type {{ observedAttributes: string[] }} */ (
    /** @type {unknown} */ (customElements.get(tagName))
  );
  return { properties: properties.sort(), observed: observedAttributes, hidden, without, byAttribute, byProperty };
}

/**
 * All code of an element: the files of its folder, and those that both share.
 *
 * @param {string} path of its class
 */
async function codeOf(path) {
  const folders = ["elements", join(path, "..")];
  const texts = folders.map(async (folder) => {
    const files = (await readdir(join(installed, folder))).filter((file) => file.endsWith(".js"));
    return Promise.all(files.map((file) => textOf(join(folder, file))));
  });
  return (await Promise.all(texts)).flat().join("\n");
}

/**
 * The properties that a class or an interface of the types declares, without those of all instances, each with its type.
 *
 * @param {string} name
 * @returns {Record<string, string>}
 */
function membersOf(name) {
  for (const statement of types.statements) {
    if (!ts.isInterfaceDeclaration(statement) && !ts.isClassDeclaration(statement)) continue;
    if (statement.name?.text !== name) continue;
    /** @type {ts.NodeArray<ts.Node>} */
    const members = statement.members;
    const properties = [...members].filter(
      (member) => ts.isPropertyDeclaration(member) || ts.isPropertySignature(member),
    );
    return Object.fromEntries(
      properties.map(({ name, type }) => [
        ts.isStringLiteral(name) ? name.text : name.getText(types),
        type?.getText(types) ?? "",
      ]),
    );
  }
  throw new Error(`elements.d.ts has no ${name}.`);
}
