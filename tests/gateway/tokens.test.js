import assert from "node:assert/strict";
import { it } from "node:test";
import { m2mToken } from "../../www/sandbox/known.js";
import { openGateway } from "./fixtures/gateway.js";

const reset = { method: "POST" };

it("failed logins are forgiven by whoever may use every account, and by nobody else", async () => {
  let resets = 0;
  const subject = openGateway({
    tokens: {
      token: m2mToken,
      reset: async () => {
        resets += 1;
      },
    },
  });
  for (const as of [null, "ada", "other", "nobody"]) {
    const { status } = await subject.ask("/tokens/reset", { ...reset, as });
    assert.equal(status, as === null ? 401 : 403, String(as));
  }
  const foreign = { ...reset, as: "admin", headers: { origin: "https://elsewhere.example" } };
  assert.equal((await subject.ask("/tokens/reset", foreign)).status, 403);
  assert.equal(resets, 0);
  assert.equal((await subject.ask("/tokens/reset", { ...reset, as: "admin" })).status, 204);
  assert.equal(resets, 1);
});

it("a gateway that does not log in by itself has nothing to forgive", async () => {
  const { status, json } = await openGateway().ask("/tokens/reset", { ...reset, as: "admin" });
  assert.equal(status, 404);
  assert.match(json.errorMessage, /does not log in itself/);
});
