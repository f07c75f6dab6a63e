import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Problem } from "../../scripts/problem.js";
import { readCredentials } from "../../scripts/start/credentials.js";

const all = {
  THINGSPACE_KEY: "the-key",
  THINGSPACE_SECRET: "the-secret",
  THINGSPACE_USERNAME: "the-user",
  THINGSPACE_PASSWORD: "the-password",
  THINGSPACE_ACCOUNT_NUMBER: "0000123456-00001",
};

describe("credentials for the real ThingSpace", () => {
  it("are not needed: without any, the sandbox stands in", () => {
    assert.equal(readCredentials({ PATH: "/usr/bin" }), undefined);
  });

  it("lead to ThingSpace itself", () => {
    const { THINGSPACE_ACCOUNT_NUMBER: accountNumber, ...secrets } = all;
    assert.deepEqual(readCredentials({ ...all, PUBLIC_URL: "https://reports.example.com" }), {
      origin: "https://thingspace.verizon.com",
      accountNumber,
      secrets,
      publicUrl: "https://reports.example.com",
    });
  });

  it("need no PUBLIC_URL, and an empty one is none", () => {
    assert.equal(readCredentials({ ...all, PUBLIC_URL: "" })?.publicUrl, undefined);
  });

  for (const name of Object.keys(all)) {
    it(`that lack ${name} are told which to set, and none of them is repeated`, () => {
      assert.throws(
        () => readCredentials({ ...all, [name]: "" }),
        (error) => {
          assert.ok(error instanceof Problem);
          assert.match(error.message, new RegExp(`set ${name} as well`));
          for (const value of Object.values(all)) assert.ok(!error.message.includes(value));
          return true;
        },
      );
    });
  }
});
