import { prepareTests } from "../setup.js";

/** @type {Promise<import("../setup.js").Tools> | undefined} */
let tools;

/** What the tests run with, prepared once. */
export function testTools() {
  tools ??= prepareTests();
  return tools;
}
