import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { installPackage } from "./fixtures/installed-package.js";
import { request } from "./fixtures/requests.js";

const { api } = await installPackage();
const { version, vendor, validate } = api.aggregateRequestSchema["~standard"];

describe("the Standard Schema", () => {
  it("says who it is", () => {
    assert.deepEqual([version, vendor], [1, "thingspace-aggregate"]);
  });

  it("answers at once in Node, with the very value that it was given", () => {
    const result = validate(request);
    assert.ok("value" in result, "not a promise");
    assert.equal(result.value, request);
    assert.equal(result.issues, undefined);
  });

  it("answers with the issues that validateAggregate finds, as message and path", async () => {
    for (const value of [undefined, {}, { ...request, imei: ["1", 2], startdate: "" }]) {
      const { issues } = await api.validateAggregate(value);
      assert.deepEqual(validate(value), { issues: issues.map(({ message, path }) => ({ message, path })) });
    }
  });

  it("throws what a getter of the value throws", () => {
    const thrown = new Error("from a getter");
    const value = {
      get imei() {
        throw thrown;
      },
    };
    assert.throws(() => validate(value), thrown);
  });
});
