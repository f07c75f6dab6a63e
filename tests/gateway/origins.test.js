import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { accountNumber, devices, openGateway, origin, sandbox, secret } from "./fixtures/gateway.js";

const report = { accountNumber, imei: devices[0] };
const portal = "https://portal.example";

afterEach(() => void sandbox.received.splice(0));

/** @param {Headers} headers */
const corsOf = (headers) => [...headers].filter(([name]) => name.startsWith("access-control-"));

describe("a page of another site", () => {
  for (const headers of /** @type {Record<string, string>[]} */ ([
    { origin: portal },
    { origin: "null" },
    { origin: `${origin}.evil.example` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin, "sec-fetch-site": "cross-site" },
  ])) {
    it(`is refused, whatever it asks for: ${JSON.stringify(headers)}`, async () => {
      const subject = openGateway();
      for (const [path, how] of /** @type {const} */ ([
        ["/report/async/aggregate", { method: "POST", body: report }],
        ["/reports", {}],
        ["/reports/t", {}],
        ["/reports", { method: "OPTIONS" }],
        [`/listener?accountNumber=${accountNumber}`, { method: "DELETE" }],
        [`/callbacks/${secret}`, { method: "POST", body: "{}" }],
      ])) {
        const response = await subject.open(path, { ...how, headers });
        assert.deepEqual([response.status, (await response.json()).errorCode], [403, "FOREIGN_ORIGIN"]);
        assert.deepEqual(corsOf(response.headers), []);
      }
      assert.equal(sandbox.received.length, 0);
    });
  }
});

describe("a page of this origin", () => {
  it("is answered, as is whoever is no page, or an address that a user typed", async () => {
    const subject = openGateway();
    for (const headers of /** @type {Record<string, string>[]} */ ([
      { origin, "sec-fetch-site": "same-origin" },
      {},
      { "sec-fetch-site": "none" },
    ])) {
      assert.equal((await subject.ask("/reports", { headers })).status, 200);
    }
  });

  it("may know the gateway under its public URL", async () => {
    const behindProxy = openGateway({ publicUrl: portal });
    assert.equal((await behindProxy.ask("/reports", { headers: { origin: portal } })).status, 200);
  });

  it("gets no permissions for others", async () => {
    const { headers } = await openGateway().ask("/reports", { headers: { origin } });
    assert.deepEqual([corsOf(headers), headers.get("vary")], [[], null]);
  });
});

describe("a page of an allowed origin", () => {
  const subject = openGateway({ allowedOrigins: [portal] });

  it("is answered, and may read the answer", async () => {
    const { status, headers } = await subject.submit(report, {
      headers: { origin: portal, "sec-fetch-site": "cross-site" },
    });
    assert.equal(status, 200);
    assert.equal(headers.get("access-control-allow-origin"), portal);
    assert.equal(headers.get("access-control-allow-credentials"), "true");
    assert.equal(headers.get("access-control-expose-headers"), "content-disposition, date, retry-after");
    assert.equal(headers.get("vary"), "origin");
  });

  for (const { own, whole } of [
    { own: "Accept-Language", whole: "Accept-Language, origin" },
    { own: "Accept-Language, Origin", whole: "Accept-Language, Origin" },
    { own: "X-Origin", whole: "X-Origin, origin" },
    { own: "*", whole: "*" },
  ]) {
    it(`may read the application's own refusal, which keeps its Vary: ${own}`, async () => {
      const refusing = openGateway({
        allowedOrigins: [portal],
        authorize: () => new Response("Wer sind Sie?", { status: 401, headers: { vary: own } }),
      });
      const { headers } = await refusing.open("/reports", { headers: { origin: portal } });
      assert.deepEqual([headers.get("access-control-allow-origin"), headers.get("vary")], [portal, whole]);
    });
  }

  it("may read a refusal, too", async () => {
    const { status, headers } = await subject.ask("/nothing", { headers: { origin: portal } });
    assert.deepEqual([status, headers.get("access-control-allow-origin")], [404, portal]);
  });

  it("has its browser's question answered, without anybody being asked who calls", async () => {
    const response = await subject.open("/report/async/aggregate", {
      method: "OPTIONS",
      as: null,
      headers: {
        origin: portal,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,idempotency-key,x-portal-initiated",
      },
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get("access-control-allow-origin"), portal);
    assert.equal(response.headers.get("access-control-allow-methods"), "GET, POST, PUT, DELETE");
    const allowed = response.headers.get("access-control-allow-headers")?.split(", ") ?? [];
    for (const name of ["content-type", "idempotency-key", "x-portal-initiated", "accountnumber", "imei"]) {
      assert.ok(allowed.includes(name), name);
    }
  });

  it("does not let others in", async () => {
    const response = await subject.open("/reports", { headers: { origin: "https://elsewhere.example" } });
    assert.equal(response.status, 403);
    assert.deepEqual([corsOf(response.headers), response.headers.get("vary")], [[], "origin"]);
  });
});
