import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, describe, it } from "node:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { accessAuthorization } from "../../www/edge/access.js";
import { startServer } from "../runtimes/fixtures/loopback.js";

const { publicKey, privateKey } = await generateKeyPair("RS256");
const { privateKey: otherKey } = await generateKeyPair("RS256");
const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "current", alg: "RS256", use: "sig" }] });

/** Cloudflare Access, as far as it publishes its keys. */
const team = createServer((incoming, outgoing) => {
  outgoing.writeHead(incoming.url === "/cdn-cgi/access/certs" ? 200 : 404, { "content-type": "application/json" });
  outgoing.end(keys);
});
const { origin: issuer, close } = await startServer(team);
after(close);

const audience = "the-portal";
const authorize = accessAuthorization({
  issuer,
  audience,
  accountsOf: (email) => (["ada@example.com", "kim@example.com"].includes(email) ? ["0000123456-00001"] : []),
});

/** @param {{ claims?: Record<string, unknown>, from?: string, to?: string, key?: typeof privateKey, expires?: string }} [how] */
function assertion({
  claims = { email: "Ada@Example.com" },
  from = issuer,
  to = audience,
  key = privateKey,
  expires = "1h",
} = {}) {
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "current" })
    .setIssuer(from)
    .setAudience(to)
    .setIssuedAt("-2h");
  return (expires === "" ? token : token.setExpirationTime(expires)).sign(key);
}

/** @param {string} [token] */
const ask = (token) =>
  authorize(
    new Request("https://portal.example/api/reports", { headers: token ? { "cf-access-jwt-assertion": token } : {} }),
  );

describe("Cloudflare Access", () => {
  it("names the person, whose accounts are looked up", async () => {
    assert.deepEqual(await ask(await assertion()), { id: "ada@example.com", accounts: ["0000123456-00001"] });
    const stranger = await ask(await assertion({ claims: { email: "eve@example.com" } }));
    assert.deepEqual(stranger, { id: "eve@example.com", accounts: [] });
  });

  it("takes no other letter for one of somebody's address", async () => {
    // The sign of the kelvin is a K only in lower case.
    const kelvin = await ask(await assertion({ claims: { email: "\u212Aim@example.com" } }));
    assert.deepEqual(kelvin, { id: "\u212Aim@example.com", accounts: [] });
    const kim = await ask(await assertion({ claims: { email: "Kim@example.com" } }));
    assert.deepEqual(kim, { id: "kim@example.com", accounts: ["0000123456-00001"] });
  });

  const refused = {
    "no token": async () => undefined,
    "what is no token": async () => "banana",
    "a token of somebody else's making": () => assertion({ key: otherKey }),
    "a token for another page": () => assertion({ to: "another-page" }),
    "a token of another team": () => assertion({ from: "https://other.cloudflareaccess.com" }),
    "a token that has expired": () => assertion({ expires: "-1h" }),
    "a token that never expires": () => assertion({ expires: "" }),
    "a token that names nobody": () => assertion({ claims: {} }),
    "a token without a signature": async () => {
      const [, claims] = (await assertion()).split(".");
      return `${Buffer.from('{"alg":"none"}').toString("base64url")}.${claims}.`;
    },
  };
  for (const [what, make] of Object.entries(refused)) {
    it(`refuses ${what}`, async () => {
      const token = await make();
      const answer = await ask(token);
      assert.ok(answer instanceof Response);
      assert.equal(answer.status, 401);
      const text = await answer.text();
      assert.match(text, /^\{"errorCode":"UNAUTHORIZED","errorMessage":"Sign in/);
      assert.ok(token === undefined || !text.includes(token));
    });
  }
});
