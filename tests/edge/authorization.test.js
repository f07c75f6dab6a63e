import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authorizationOf } from "../../www/edge/authorization.js";

/** @import { Bindings } from "../../www/edge/bindings.js" */

/** @param {Partial<Bindings>} bindings */
const authorization = (bindings) => authorizationOf(/** @type {Bindings} */ (bindings));

describe("who may use the worker", () => {
  it("has to be said", () => {
    for (const bindings of [{}, { DEMO: "yes" }, { ACCESS_ISSUER: "https://team.example" }]) {
      assert.throws(() => authorization(bindings), /Set ACCESS_ISSUER and ACCESS_AUDIENCE/);
    }
  });

  it("is everybody in the demonstration, on this machine only", async () => {
    const authorize = authorization({ DEMO: "loopback" });
    for (const host of ["127.0.0.1:8787", "localhost:8787", "[::1]:8787"]) {
      assert.deepEqual(await authorize(new Request(`http://${host}/api/reports`)), {
        id: "demonstration",
        accounts: "all",
      });
    }
    for (const host of ["192.0.2.1:8787", "reports.example.com", "localhost.example.com"]) {
      for (const [named, asked] of /** @type {const} */ ([
        [host, host],
        ["127.0.0.1:8787", host],
        [host, "127.0.0.1:8787"],
      ])) {
        // A browser sends `Host` by itself; what `Request` takes of it differs, hence an object in its shape.
        const request = { url: `http://${named}/api/reports`, headers: new Headers({ host: asked }) };
        const answer = await authorize(/** @type {Request} */ (request));
        assert.ok(answer instanceof Response, host);
        assert.equal(answer.status, 401);
        assert.match(await answer.text(), /demonstration of `npm start`.*loopback only/);
      }
    }
  });

  it("is whom Access signs in, even where the demonstration is asked for, too", async () => {
    const access = { ACCESS_ISSUER: "https://team.example", ACCESS_AUDIENCE: "portal" };
    const answer = await authorization({ ...access, DEMO: "loopback" })(new Request("http://localhost/api/reports"));
    assert.ok(answer instanceof Response);
    assert.equal(answer.status, 401);
  });

  it("is a list that must make sense", () => {
    const access = { ACCESS_ISSUER: "https://team.example", ACCESS_AUDIENCE: "portal" };
    const users = JSON.stringify({ "ada@example.com": "everything" });
    assert.throws(
      () => authorization({ ...access, PORTAL_USERS: users }),
      /ada@example\.com must be a list of account numbers/,
    );
  });
});
