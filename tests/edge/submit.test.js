import assert from "node:assert/strict";
import { request } from "node:http";
import { after, afterEach, describe, it } from "node:test";
import { bindingsFor } from "../../scripts/start/bindings.js";
import { sandboxCredentials } from "../../scripts/start/credentials.js";
import { startEdge } from "../../www/edge/edge.js";
import { accountNumber, refusedDevices, user } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { secretsOf } from "../end-to-end/fixtures/emissions.js";
import { becomes } from "../runtimes/fixtures/becomes.js";

/** @import { Fault } from "../../www/sandbox/faults.js" */

const sandbox = await startSandbox();
/** @type {string[]} */
const lines = [];
const log = (/** @type {string} */ line) => lines.push(line);
const bindings = bindingsFor(sandboxCredentials(sandbox.url));
const wrongPassword = "a-wrong-password";
const edge = await startEdge({ bindings, log });
const misled = await startEdge({ bindings: { ...bindings, THINGSPACE_PASSWORD: wrongPassword }, log });
after(async () => {
  await Promise.all([edge.close(), misled.close()]);
  await sandbox.close();
  assertHoldsNoSecret(lines.join("\n"));
});
afterEach(() => void sandbox.received.splice(0));

const imei = "490154203237518";

/**
 * @param {unknown} body
 * @param {{ headers?: Record<string, string>, url?: string, method?: string }} [how]
 */
async function post(body, { headers, url = edge.url, method = "POST" } = {}) {
  const response = await fetch(`${url}/api/report/async/aggregate`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  for (const secret of secretsOf(sandbox)) secrets.add(secret);
  assertHoldsNoSecret(text + JSON.stringify([...response.headers]));
  return { status: response.status, headers: response.headers, json: JSON.parse(text) };
}

/** What no answer and no log may hold: also the tokens that were used so far. */
const secrets = new Set([bindings.CALLBACK_SECRET, wrongPassword]);

/** @param {string} text */
function assertHoldsNoSecret(text) {
  for (const secret of secrets) assert.ok(!text.includes(secret));
}

/**
 * Waits for a line of the log, which comes by another way than the answer.
 *
 * @param {...string} parts of the line
 */
const untilLogged = (...parts) =>
  becomes(() => lines.some((line) => parts.every((part) => line.includes(part))), true, `the log has ${parts}`);

/** What the sandbox was asked for other than tokens. */
const reportRequests = () => sandbox.received.filter(({ path }) => path.endsWith("/report/async/aggregate"));

/** @param {string} name */
const receivedHeader = (name) => reportRequests()[0]?.headers.find(([key]) => key.toLowerCase() === name)?.[1];

describe("a report", () => {
  it("is submitted with the tokens of the server, which the page does not get", async () => {
    const { status, json } = await post({
      accountNumber,
      imei: [imei, "356938035643809"],
      startDate: "2026-06-01",
      endDate: "2026-07-01",
    });
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json).sort(), ["status", "txid"]);
    assert.equal(json.status, "QUEUED");
    const [forBearer, login] = sandbox.received;
    assert.equal(forBearer?.path, "/api/ts/v1/oauth2/token");
    assert.deepEqual([login?.path, JSON.parse(String(login?.body))], ["/api/m2m/v1/session/login", user]);
    assert.match(receivedHeader("vz-m2m-token") ?? "", /^[0-9a-f-]{36}$/);
    assert.match(receivedHeader("authorization") ?? "", /^Bearer [0-9a-f-]{36}$/);
    assert.equal(
      reportRequests()[0]?.body.toString(),
      `{"accountNumber":"${accountNumber}","startDate":"2026-06-01","endDate":"2026-07-01","imei":["${imei}","356938035643809"]}`,
    );
  });

  it("may have been initiated by the portal, or not", async () => {
    await post({ accountNumber, imei: "0" }, { headers: { "x-portal-initiated": "false" } });
    assert.equal(receivedHeader("x-portal-initiated"), "false");
  });

  for (const [device, { status, errorCode, errorMessage }] of refusedDevices) {
    it(`is refused with ${status} as the service refuses it`, async () => {
      const reply = await post({ accountNumber, imei: device });
      assert.equal(reply.status, status);
      assert.deepEqual(reply.json, { errorCode, errorMessage });
    });
  }

  it("with a problem is not sent on", async () => {
    const { status, json } = await post({ accountNumber, imei: "49015420323751", plan: "x" });
    assert.equal(status, 400);
    assert.deepEqual(json.issues.map((/** @type {{ path: string[] }} */ { path }) => path).sort(), [
      ["imei"],
      ["plan"],
    ]);
    assert.equal(sandbox.received.length, 0);
  });

  it("that the service takes later passes its wait on, once", async () => {
    sandbox.failNext({ kind: "too_many_requests", retryAfter: 7, on: "/aggregate" });
    const { status, headers } = await post({ accountNumber, imei });
    assert.deepEqual([status, headers.get("retry-after")], [429, "7"]);
    assert.equal(reportRequests().length, 1);
  });

  /** @type {{ name: string, faults: Fault[], status: number }[]} */
  const unsure = [
    { name: "the connection breaks", faults: [{ kind: "drop", after: "request" }], status: 502 },
    { name: "the reply breaks off", faults: [{ kind: "truncate" }], status: 502 },
    { name: "it is no receipt", faults: [{ kind: "reply", status: 200, body: "Welcome" }], status: 502 },
    { name: "a proxy answers", faults: [{ kind: "html_502" }], status: 502 },
  ];
  for (const { name, faults, status } of unsure) {
    it(`answers ${status}, from which a page reads that it may be queued, when ${name}`, async () => {
      sandbox.failNext(...faults.map((fault) => ({ ...fault, on: "/aggregate" })));
      assert.equal((await post({ accountNumber, imei })).status, status);
    });
  }

  it("is surely not queued, and not the page's fault, when the server's password is no good", async () => {
    const { status, json } = await post({ accountNumber, imei }, { url: misled.url });
    assert.equal(status, 424);
    assert.equal(json.errorCode, "SERVER_NOT_ACCEPTED");
    assert.equal(reportRequests().length, 0);
    await untilLogged("ThingSpace refused the login");
  });

  it("is surely not queued, and not the page's fault, when ThingSpace takes no token of the server's", async () => {
    const refusal = /** @type {const} */ ({ kind: "reply", status: 401, on: "/aggregate" });
    sandbox.failNext(refusal, refusal);
    const { status, json } = await post({ accountNumber, imei });
    assert.deepEqual([status, json.errorCode], [424, "SERVER_NOT_ACCEPTED"]);
    assert.equal(reportRequests().length, 2, "once with new tokens");
    await untilLogged('"not_submitted"', '"unauthorized"');
  });
});

describe("what is no report", () => {
  it("is refused before anything is sent", async () => {
    const report = { accountNumber, imei };
    assert.equal((await post("{")).status, 400);
    assert.equal((await post("[]")).status, 400);
    assert.equal((await post(`"${"x".repeat(600_000)}"`)).status, 413);
    assert.equal((await post(report, { headers: { "content-type": "text/plain" } })).status, 415);
    assert.equal((await post(report, { headers: { "x-portal-initiated": "yes" } })).status, 400);
    assert.equal((await post(report, { method: "PUT" })).status, 405);
    assert.equal((await fetch(`${edge.url}/api/elsewhere`)).status, 404);
    assert.equal(sandbox.received.length, 0);
  });

  it("is what another site's page sends", async () => {
    const report = { accountNumber, imei };
    assert.equal((await post(report, { headers: { origin: "https://elsewhere.example" } })).status, 403);
    assert.equal((await post(report, { headers: { "sec-fetch-site": "cross-site" } })).status, 403);
    assert.equal((await post(report, { headers: { origin: edge.url, "sec-fetch-site": "same-origin" } })).status, 200);
    assert.equal(reportRequests().length, 1);
  });
});

describe("a page whose name was made to lead to this machine", () => {
  it("reads nothing, whatever it says of the address", async () => {
    const { port } = new URL(edge.url);
    const statusFor = (/** @type {Record<string, string>} */ headers) =>
      new Promise((resolve, reject) => {
        const asking = request({ host: "127.0.0.1", port, path: "/api/reports", headers }, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        });
        asking.on("error", reject).end();
      });
    assert.equal(await statusFor({ host: `localhost:${port}` }), 200);
    const host = `evil.example:${port}`;
    assert.equal(await statusFor({ host }), 401);
    for (const name of ["mf-original-url", "x-forwarded-host", "forwarded", "x-original-url"]) {
      assert.equal(await statusFor({ host, [name]: `${edge.url}/api/reports` }), 401, name);
    }
  });
});

describe("the portal's files", () => {
  it("come with a strict policy", async () => {
    const page = await fetch(edge.url);
    assert.equal(page.status, 200);
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    assert.ok(!policy.includes("'unsafe-eval'"));
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
    await page.text();
  });

  it("can be framed by nobody, and send no form and no address elsewhere", async () => {
    for (const path of ["/", "/portal.js", "/pkg/aggregate.wasm"]) {
      const file = await fetch(edge.url + path);
      const policy = file.headers.get("content-security-policy")?.split("; ") ?? [];
      for (const rule of ["frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'", "connect-src 'self'"]) {
        assert.ok(policy.includes(rule), `${path}: ${rule}`);
      }
      assert.equal(file.headers.get("referrer-policy"), "no-referrer");
      assert.equal(file.headers.get("cross-origin-opener-policy"), "same-origin");
      assert.equal(file.headers.get("cross-origin-resource-policy"), "same-origin");
      assert.equal(file.headers.get("strict-transport-security"), "max-age=31536000");
      await file.arrayBuffer();
    }
  });

  it("hold the package", async () => {
    const wasm = await fetch(`${edge.url}/pkg/aggregate.wasm`);
    assert.equal(wasm.headers.get("content-type"), "application/wasm");
    assert.ok(WebAssembly.validate(await wasm.arrayBuffer()));
  });
});
