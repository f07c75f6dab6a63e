import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accountNumber, devices, openGateway, otherAccount, sandbox } from "./fixtures/gateway.js";

/** @import { How } from "./fixtures/gateway.js" */

const subject = openGateway();
/** A report of the account. */
let txid = "";
before(async () => {
  txid = await subject.queue(devices);
  sandbox.received.splice(0);
});

const listener = `/listener?accountNumber=${accountNumber}`;
const report = { accountNumber, imei: devices[0] };

/**
 * Every route that asks who calls; `other` is what somebody with a right to another account is answered.
 *
 * @type {readonly { name: string, ask: (how: How) => ReturnType<typeof subject.ask>, other: number }[]}
 */
const routes = [
  { name: "submitting", ask: (how) => subject.submit(report, how), other: 403 },
  { name: "a report", ask: (how) => subject.ask(`/reports/${txid}`, how), other: 404 },
  { name: "a report as CSV", ask: (how) => subject.ask(`/reports/${txid}?format=csv`, how), other: 404 },
  {
    name: "a report as events",
    ask: (how) => subject.ask(`/reports/${txid}?format=events`, how),
    other: 404,
  },
  {
    name: "reports together",
    ask: (how) => subject.ask("/reports/read-together", { method: "POST", body: { txids: [txid] }, ...how }),
    other: 404,
  },
  { name: "registering the listener", ask: (how) => subject.ask(listener, { method: "PUT", ...how }), other: 403 },
  { name: "looking at the listener", ask: (how) => subject.ask(listener, how), other: 403 },
  { name: "removing the listener", ask: (how) => subject.ask(listener, { method: "DELETE", ...how }), other: 403 },
];

for (const { name, ask, other } of routes) {
  describe(name, () => {
    for (const [kind, as, status] of /** @type {const} */ ([
      ["nobody in particular", null, 401],
      ["somebody unknown", "mallory", 403],
      ["somebody with a right to another account", "other", other],
      ["somebody with a right to none", "nobody", other],
    ])) {
      it(`is refused to ${kind}, and nothing is sent`, async () => {
        const answer = await ask({ as });
        assert.equal(answer.status, status);
        assert.ok(!answer.text.includes(devices[0] ?? ""));
        assert.equal(sandbox.received.length, 0);
      });
    }
  });
}

for (const as of ["ada", "ben", "admin"]) {
  it(`all is answered to ${as}, who has a right to the account`, async () => {
    await subject.answer(txid, ...devices);
    for (const { name, ask } of routes) assert.equal((await ask({ as })).status, 200, name);
    sandbox.received.splice(0);
  });
}

it("what authorize answers is passed on, with the headers that every answer has", async () => {
  const { text, headers } = await subject.ask("/reports", { as: null });
  assert.equal(text, "Who are you?");
  assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'/);
  const redirecting = openGateway({ authorize: () => Response.redirect("https://login.example/", 302) });
  const redirect = await redirecting.open("/reports");
  assert.deepEqual([redirect.status, redirect.headers.get("location")], [302, "https://login.example/"]);
});

it("a report of another account is answered as one that does not exist", async () => {
  const [others, none] = [
    await subject.ask(`/reports/${txid}`, { as: "other" }),
    await subject.ask("/reports/none", { as: "other" }),
  ];
  assert.deepEqual([others.status, others.text, [...others.headers]], [none.status, none.text, [...none.headers]]);
  const { status } = await subject.ask("/reports/read-together", { method: "POST", body: { txids: [txid, "none"] } });
  assert.equal(status, 404);
});

it("one that does not exist is told as such in each form, also to those who have a right to all", async () => {
  for (const form of ["json", "csv", "events"]) {
    assert.equal((await subject.ask(`/reports/none?format=${form}`, { as: "admin" })).status, 404);
  }
});

it("several reports are read together only by who has a right to each", async () => {
  let count = 0;
  const both = openGateway({
    fetch: async () => Response.json({ txid: `t${count++}`, status: "QUEUED" }),
  });
  const [imei] = devices;
  const theirs = (await both.submit({ accountNumber: otherAccount, imei }, { as: "other" })).json.txid;
  const own = (await both.submit({ accountNumber, imei })).json.txid;
  for (const txids of [
    [theirs, own],
    [own, theirs],
  ]) {
    const together = (/** @type {string} */ as) =>
      both.ask("/reports/read-together", { method: "POST", body: { txids }, as });
    assert.equal((await together("ada")).status, 404);
    assert.equal((await together("other")).status, 404);
    const { json } = await together("admin");
    assert.deepEqual([json.expected, json.accountNumber], [2, null]);
  }
});

it("the list holds only what the caller has a right to", async () => {
  const listed = async (/** @type {string} */ as) => (await subject.ask("/reports", { as })).json.reports.length;
  assert.ok((await listed("ada")) >= 1);
  assert.equal(await listed("admin"), await listed("ada"));
  assert.equal(await listed("other"), 0);
  assert.equal(await listed("nobody"), 0);
  assert.equal((await subject.ask("/reports", { as: null })).status, 401);
});

const sent = new Response("Who are you?", { status: 401 });
await sent.text();

/** @type {Readonly<Record<string, () => unknown>>} */
const useless = {
  "gives nothing": () => undefined,
  "gives a caller without an id": () => ({ id: "", accounts: "all" }),
  "gives a caller without accounts": () => ({ id: "ada" }),
  "gives a response that was sent before": () => sent,
  "gives an error in place of a response": () => Response.error(),
  throws: () => {
    throw new Error("no session");
  },
};
for (const [name, authorize] of Object.entries(useless)) {
  it(`nobody is let in when authorize ${name}`, async () => {
    const failing = openGateway({ authorize: /** @type {never} */ (authorize) });
    const { status, json } = await failing.ask("/reports");
    assert.deepEqual([status, json], [500, { errorCode: "INTERNAL_ERROR", errorMessage: "The server failed." }]);
  });
}
