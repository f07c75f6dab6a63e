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
    for (const [users, problem] of /** @type {const} */ ([
      ['{ "ada@example.com": "everything" }', /ada@example\.com must be a list of account numbers/],
      ["{ ada@example.com: [] }", /PORTAL_USERS must be a JSON object/],
      ["null", /PORTAL_USERS must be a JSON object/],
      ['["ada@example.com"]', /PORTAL_USERS must be a JSON object/],
      ['{ "Ada@example.com": "all", "ada@example.com": [] }', /PORTAL_USERS has ada@example\.com twice/],
    ])) {
      assert.throws(() => authorization({ ...access, PORTAL_USERS: users }), problem);
    }
  });

  it("is nobody if Access's address is written so that no token can match it", () => {
    for (const issuer of [
      "team.example",
      "https://team.example/",
      "https://team.example/cdn-cgi",
      "http://team.example",
    ]) {
      const access = { ACCESS_ISSUER: issuer, ACCESS_AUDIENCE: "portal" };
      assert.throws(() => authorization(access), /ACCESS_ISSUER must be https:\/\/.*without a slash at its end/);
    }
  });
});
