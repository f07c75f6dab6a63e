import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { becomes } from "../../tests/runtimes/fixtures/becomes.js";
import { accountNumber, bearerToken, everyDevice, m2mToken, refusedDevices, unreportableDevice } from "./known.js";
import { startSandbox } from "./sandbox.js";

/** @import { Fault } from "./faults.js" */

/** @type {import("./sandbox.js").Sandbox} */
let sandbox;

before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());
afterEach(() => sandbox.received.splice(0));

const imei = "490154203237518";
const tokens = { "vz-m2m-token": m2mToken, authorization: `Bearer ${bearerToken}` };
const json = { accept: "application/json", "content-type": "application/json" };

/** @param {unknown} body @param {Record<string, string>} headers */
function post(body, headers) {
  return fetch(`${sandbox.baseUrl}/report/async/aggregate`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
    redirect: "manual",
    signal: AbortSignal.timeout(60_000),
  });
}

/** As the reference page spells it. @param {Record<string, unknown>} [body] @param {Record<string, string>} [headers] */
function documented(body = {}, headers = {}) {
  const whole = { accountNumber, imei, ...body };
  const count = whole.imei === "0" ? 0 : [whole.imei].flat().length;
  return post(whole, {
    ...json,
    "vz-m2m-token": m2mToken,
    "x-portal-initiated": "true",
    accountNumber: String(whole.accountNumber),
    imei: String(count),
    ...headers,
  });
}

/** As the SDKs do. @param {Record<string, unknown>} [body] @param {Record<string, string>} [headers] */
function sdk(body = {}, headers = {}) {
  return post({ accountNumber, imei: [imei], ...body }, { ...json, ...tokens, ...headers });
}

/** @param {Response} response @param {number} status @param {RegExp} message */
async function assertRefused(response, status, message) {
  const { errorCode, errorMessage } = await response.json();
  assert.equal(response.status, status, errorMessage);
  assert.match(errorCode, /^[A-Z_]+$/);
  assert.match(errorMessage, message);
}

/** @param {Response} response */
async function assertQueued(response) {
  const text = await response.text();
  assert.equal(response.status, 200, text);
  const { txid, status } = JSON.parse(text);
  assert.equal(status, "QUEUED");
  assert.match(txid, /^[0-9a-f-]{36}$/);
  return txid;
}

test("queues a report, in both spellings", async () => {
  const dates = { startDate: "2026-01-01", endDate: "2026-06-30T00:00:00Z" };
  const texts = { deviceGroup: "Vans", dataPlan: "Plan" };
  const txids = [
    await assertQueued(await documented()),
    await assertQueued(await documented({ imei: "0" })),
    await assertQueued(
      await documented({ imei: [imei, "356938035643809"], ...dates, ...texts, noSessionFlag: "true" }),
    ),
    await assertQueued(await documented({}, { authorization: `Bearer ${bearerToken}` })),
    await assertQueued(await sdk()),
    await assertQueued(await sdk({ imei: [], ...dates, ...texts, noSessionFlag: false })),
  ];
  assert.equal(new Set(txids).size, txids.length);
});

test("keeps what it received, to the byte", async () => {
  await documented({ deviceGroup: "Véhicules" });
  const [received] = sandbox.received;
  assert.equal(received?.method, "POST");
  assert.equal(received?.path, "/api/hyper-precise/v1/report/async/aggregate");
  assert.equal(received?.status, 200);
  assert.deepEqual(
    received?.body,
    Buffer.from('{"accountNumber":"0000123456-00001","imei":"490154203237518","deviceGroup":"Véhicules"}'),
  );
  assert.ok(received?.headers.some(([name, value]) => name === "accountNumber" && value === accountNumber));
});

test("refuses a token it does not know", async () => {
  const denied = /access policy denied/;
  await assertRefused(await documented({}, { "vz-m2m-token": "another" }), 401, denied);
  await assertRefused(await documented({}, { authorization: "Bearer another" }), 401, denied);
  await assertRefused(await sdk({}, { authorization: "" }), 401, denied);
});

for (const [device, { status, errorCode, errorMessage }] of refusedDevices) {
  test(`refuses device ${device} with ${status}`, async () => {
    const response = await documented({ imei: [imei, device] });
    assert.equal(response.status, status);
    assert.deepEqual(await response.json(), { errorCode, errorMessage });
  });
}

test("refuses headers that are not as documented", async () => {
  await assertRefused(await documented({}, { accept: "*/*" }), 400, /accept/);
  await assertRefused(await documented({}, { "content-type": "text/plain" }), 400, /content-type/);
  await assertRefused(await documented({}, { "x-portal-initiated": "yes" }), 400, /x-portal-initiated/);
  await assertRefused(await documented({}, { accountNumber: "1" }), 400, /accountnumber/);
  await assertRefused(await documented({}, { imei: "2" }), 400, /imei/);
  await assertRefused(await sdk({}, { imei: "1" }), 400, /imei/);
  await assertRefused(await sdk({}, { accountNumber }), 400, /accountnumber/);
});

const wrongBodies = {
  "no object": "[]",
  "no JSON": "{",
  "an account that is not there": { accountNumber: "1" },
  "a key that is none of the seven": { account: "1" },
  "an optional field that is null": { startDate: null },
  "an empty field": { deviceGroup: "" },
  "an IMEI of 14 digits": { imei: "49015420323751" },
  "a number as an IMEI": { imei: 490154203237518 },
  "a list of one": { imei: [imei] },
  "a device twice": { imei: [imei, imei] },
  "no date": { startDate: "banana" },
  "an impossible date": { startDate: "2026-02-30" },
  "dates the wrong way round": { startDate: "2026-02-02", endDate: "2026-02-01" },
  "more than 180 days": { startDate: "2026-01-01", endDate: "2026-06-30T00:00:00.001Z" },
  "a flag as a boolean": { noSessionFlag: true },
};
for (const [name, body] of Object.entries(wrongBodies)) {
  test(`refuses ${name}`, async () => {
    const response = await (typeof body === "string" ? post(body, { ...json, ...tokens }) : documented(body));
    await assertRefused(response, 400, /./);
  });
}

test("takes 10,000 devices, and no more", async () => {
  const devices = Array.from({ length: 10_001 }, (_, index) => String(350_000_000_000_000 + index));
  await assertQueued(await documented({ imei: devices.slice(1) }));
  await assertRefused(await documented({ imei: devices }), 400, /10000/);
});

test("refuses the SDKs' bodies in the documented spelling, and the other way round", async () => {
  await assertRefused(await documented({ imei: [] }, { imei: "0" }), 400, /imei/);
  await assertRefused(await sdk({ imei: "0" }), 400, /imei/);
  await assertRefused(await sdk({ noSessionFlag: "true" }), 400, /noSessionFlag/);
});

test("refuses other paths and methods", async () => {
  assert.equal((await fetch(`${sandbox.url}/`)).status, 404);
  assert.equal((await fetch(`${sandbox.baseUrl}/report/async/aggregate`)).status, 405);
});

/** @type {{ name: string, fault: Fault, check: (response: Response) => unknown }[]} */
const replies = [
  {
    name: "HTML with 502",
    fault: { kind: "html_502" },
    check: async (response) => {
      assert.equal(response.status, 502);
      assert.match(await response.text(), /<h1>/);
    },
  },
  {
    name: "429 without Retry-After",
    fault: { kind: "too_many_requests" },
    check: ({ status, headers }) => assert.deepEqual([status, headers.get("retry-after")], [429, null]),
  },
  {
    name: "429 with Retry-After",
    fault: { kind: "too_many_requests", retryAfter: 2 },
    check: ({ status, headers }) => assert.deepEqual([status, headers.get("retry-after")], [429, "2"]),
  },
  {
    name: "503 with a date to retry after",
    fault: { kind: "unavailable", retryAfter: new Date(0) },
    check: ({ status, headers }) =>
      assert.deepEqual([status, headers.get("retry-after")], [503, "Thu, 01 Jan 1970 00:00:00 GMT"]),
  },
  {
    name: "a redirect",
    fault: { kind: "redirect", to: "http://127.0.0.1:9/" },
    check: ({ status, headers }) => assert.deepEqual([status, headers.get("location")], [307, "http://127.0.0.1:9/"]),
  },
  {
    name: "a late reply",
    fault: { kind: "delay", ms: 50 },
    check: assertQueued,
  },
  {
    name: "half a reply",
    fault: { kind: "truncate" },
    check: async (response) => {
      assert.equal(response.status, 200);
      await assert.rejects(response.text());
    },
  },
  {
    name: "a connection that breaks after the headers",
    fault: { kind: "drop", after: "headers" },
    check: async (response) => {
      assert.equal(response.status, 200);
      await assert.rejects(response.text());
    },
  },
];
for (const { name, fault, check } of replies) {
  test(`gives ${name} on demand, and once`, async () => {
    sandbox.failNext(fault);
    await check(await documented());
    await assertQueued(await documented());
  });
}

test("breaks the connection before the headers, or never answers, on demand", async () => {
  sandbox.failNext({ kind: "drop", after: "request" }, { kind: "silence" });
  await assert.rejects(documented(), TypeError);
  const client = new AbortController();
  const silent = fetch(`${sandbox.baseUrl}/report/async/aggregate`, { signal: client.signal });
  await becomes(() => sandbox.received.length, 2, "the second request has come");
  await Promise.race([silent, pause(200)]);
  client.abort();
  await assert.rejects(silent, { name: "AbortError" });
});

test("refuses a listener that is somewhere else, of another name, or of another account", async () => {
  const register = (/** @type {string} */ account, /** @type {object} */ body, headers = tokens) =>
    fetch(`${sandbox.baseUrl}/callbacks?accountNumber=${account}`, {
      method: "POST",
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    });
  const listener = { name: "BullseyeReporting", url: "http://127.0.0.1:9/" };
  await assertRefused(await register("1", listener), 400, /account/);
  await assertRefused(await register(accountNumber, { ...listener, url: "https://example.com/" }), 400, /this machine/);
  await assertRefused(await register(accountNumber, { ...listener, name: "Another" }), 400, /name/);
  await assertRefused(await register(accountNumber, listener, { ...tokens, "vz-m2m-token": "x" }), 401, /denied/);
});

test("lists a listener, and removes it", async () => {
  const callbacks = (/** @type {string} */ method, query = "", body = "") =>
    fetch(`${sandbox.baseUrl}/callbacks?accountNumber=${accountNumber}${query}`, {
      method,
      headers: { ...json, ...tokens },
      ...(body !== "" && { body }),
    });
  const url = "http://127.0.0.1:9/";
  const listener = JSON.stringify({ name: "BullseyeReporting", url });
  for (const parameter of ["service", "name"]) {
    assert.deepEqual(await (await callbacks("GET")).json(), []);
    const registered = await callbacks("POST", "", listener);
    assert.deepEqual(await registered.json(), { accountName: accountNumber, name: "BullseyeReporting" });
    assert.deepEqual(await (await callbacks("GET")).json(), [{ aname: accountNumber, name: "BullseyeReporting", url }]);
    await assertRefused(await callbacks("DELETE", `&${parameter}=Another`), 400, /service/);
    assert.equal((await callbacks("DELETE", `&${parameter}=BullseyeReporting`)).status, 200);
    await assertRefused(await callbacks("DELETE", `&${parameter}=BullseyeReporting`), 404, /no such listener/);
  }
  assert.equal((await callbacks("PUT", "", listener)).status, 405);
  assert.equal((await fetch(`${sandbox.baseUrl}/callbacks?accountNumber=${accountNumber}`)).status, 401);
});

test("callbacks", async (t) => {
  /** @type {{ txid: string, usage: { imei: string, bytesTransferred: number }[], errors: { imei: string }[] }[]} */
  const calls = [];
  let refusals = 0;
  const listener = createServer(async (incoming, outgoing) => {
    const chunks = await incoming.toArray();
    if (refusals-- > 0) {
      outgoing.writeHead(500).end();
      return;
    }
    calls.push(JSON.parse(Buffer.concat(chunks).toString()));
    outgoing.writeHead(200).end();
  });
  await new Promise((/** @type {(value?: undefined) => void} */ resolve) => listener.listen(0, "127.0.0.1", resolve));
  t.after(() => listener.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (listener.address());
  const registered = await fetch(`${sandbox.baseUrl}/callbacks?accountNumber=${accountNumber}`, {
    method: "POST",
    headers: { ...json, ...tokens },
    body: JSON.stringify({ name: "BullseyeReporting", url: `http://127.0.0.1:${port}/secret` }),
  });
  assert.equal(registered.status, 200);

  const devices = Array.from({ length: 40 }, (_, index) => String(350_000_000_000_000 + index * 1000));
  const lastCallbacks = () => sandbox.deliveries.at(-1)?.callbacks ?? [];
  const usual = sandbox.delivery;
  beforeEach(() => {
    calls.splice(0);
    sandbox.delivery = usual;
  });

  await t.test("one a device, all with the txid, in another order, some twice", async () => {
    const txid = await assertQueued(await documented({ imei: devices }));
    await sandbox.allDelivered();
    assert.ok(calls.every((call) => call.txid === txid && call.usage.length === 1));
    const imeis = calls.flatMap(({ usage }) => usage.map((row) => row.imei));
    assert.equal(imeis.length, 44);
    assert.deepEqual([...new Set(imeis)].sort(), devices);
    assert.notDeepEqual([...new Set(imeis)], devices);
    assert.ok(calls.some(({ usage }) => usage.some((row) => row.bytesTransferred > 2 ** 31)));
  });

  await t.test("several devices in one, on request", async () => {
    sandbox.delivery = { ...usual, devicesPerCallback: 15, repeated: 0 };
    await assertQueued(await documented({ imei: devices }));
    await sandbox.allDelivered();
    assert.deepEqual(calls.map(({ usage }) => usage.length).sort(), [10, 15, 15]);
  });

  await t.test("every device of the account", async () => {
    await assertQueued(await documented({ imei: "0" }));
    await sandbox.allDelivered();
    const imeis = calls.flatMap(({ usage }) => usage.map((row) => row.imei));
    assert.deepEqual([...new Set(imeis)].sort(), [...everyDevice].sort());
  });

  await t.test("an error in place of usage", async () => {
    await assertQueued(await documented({ imei: unreportableDevice }));
    await sandbox.allDelivered();
    assert.deepEqual(calls[0]?.usage, []);
    assert.equal(calls[0]?.errors[0]?.imei, unreportableDevice);
  });

  await t.test("again, when the listener failed", async () => {
    refusals = 2;
    await assertQueued(await documented());
    await sandbox.allDelivered();
    assert.ok(calls.length > 0);
  });

  await t.test("again until acknowledged, as often as it is told, and it counts", async () => {
    sandbox.delivery = { ...usual, repeated: 0, tries: 6, pause: 1 };
    refusals = 5;
    await assertQueued(await documented());
    await sandbox.allDelivered();
    assert.deepEqual([calls.length, lastCallbacks().map(({ tries }) => tries)], [1, [6]]);
    refusals = 6;
    await assertQueued(await documented());
    await sandbox.allDelivered();
    assert.deepEqual(
      lastCallbacks().map(({ tries, acknowledged }) => [tries, acknowledged]),
      [[6, false]],
    );
  });

  await t.test("before the 200", async () => {
    for (const { early, before } of [
      { early: 0.5, before: 20 },
      { early: 1, before: 40 },
    ]) {
      calls.splice(0);
      sandbox.delivery = { ...usual, repeated: 0, early };
      await assertQueued(await documented({ imei: devices }));
      assert.ok(calls.length >= before, `${calls.length} came before the answer`);
      await sandbox.allDelivered();
      assert.equal(calls.length, 40);
    }
  });

  await t.test("silence: of all devices, or of some, the same ones for the same seed", async () => {
    sandbox.delivery = { ...usual, silent: 1 };
    await assertQueued(await documented({ imei: devices }));
    await sandbox.allDelivered();
    assert.equal(calls.length, 0);
    const heard = [];
    for (const seed of [3, 3, 4]) {
      sandbox.delivery = { ...usual, silent: 0.25, seed };
      await assertQueued(await documented({ imei: devices }));
      await sandbox.allDelivered();
      heard.push([...new Set(calls.splice(0).flatMap(({ usage }) => usage.map((row) => row.imei)))].sort());
    }
    assert.deepEqual(
      heard.map(({ length }) => length),
      [30, 30, 30],
    );
    assert.deepEqual(heard[0], heard[1]);
    assert.notDeepEqual(heard[0], heard[2]);
  });

  await t.test("of devices that nobody asked for", async () => {
    sandbox.delivery = { ...usual, repeated: 0, unasked: 3 };
    await assertQueued(await documented({ imei: devices }));
    await sandbox.allDelivered();
    const imeis = calls.flatMap(({ usage }) => usage.map((row) => row.imei));
    assert.deepEqual(imeis.filter((found) => !devices.includes(found)).sort(), [
      "990001110000007",
      "990001110000015",
      "990001110000023",
    ]);
    assert.equal(imeis.length, 43);
  });

  await t.test("revisions, after all others", async () => {
    sandbox.delivery = { ...usual, repeated: 0, revised: 0.1 };
    await assertQueued(await documented({ imei: devices }));
    await sandbox.allDelivered();
    const rows = calls.flatMap(({ usage }) => usage);
    assert.equal(rows.length, 44);
    for (const { imei, bytesTransferred } of rows.slice(40)) {
      const earlier = rows.slice(0, 40).find((row) => row.imei === imei);
      assert.ok(earlier && bytesTransferred > earlier.bytesTransferred);
    }
  });

  await t.test("numbers beyond 2^53, to the digit", async () => {
    sandbox.delivery = { ...usual, repeated: 0, huge: 1 };
    await assertQueued(await documented());
    await sandbox.allDelivered();
    // 203237518 from the ninth digit to the fourteenth is 323751, of which 7 is no divisor.
    assert.match(lastCallbacks()[0]?.body ?? "", /"bytesTransferred":9007199585290764[,}]/);
  });

  await t.test("unknown fields, and a fault in place of a report", async () => {
    sandbox.delivery = { ...usual, unknownFields: true };
    await assertQueued(await documented());
    await sandbox.allDelivered();
    assert.match(lastCallbacks()[0]?.body ?? "", /"apiVersion":.*"dataPlan":/);
    calls.splice(0);
    sandbox.delivery = { ...usual, fault: true };
    const txid = await assertQueued(await documented({ imei: devices }));
    await sandbox.allDelivered();
    assert.equal(calls.length, 1);
    assert.deepEqual([calls[0]?.txid, Object.keys(calls[0] ?? {})], [txid, ["txid", "fault"]]);
  });
});
