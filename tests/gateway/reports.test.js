import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { devices, openGateway } from "./fixtures/gateway.js";

/** @import { ReportDevice } from "../../pkg-template/gateway.js" */

/** @param {number} count IMEIs that pass for devices where check digits do not matter */
const manyDevices = (count) => Array.from({ length: count }, (_, index) => String(350_000_000_000_000 + index));

/** @param {readonly ReportDevice[]} reported */
const imeisOf = (reported) => reported.map(({ imei }) => imei);

describe("a report as JSON", () => {
  it("comes in pages, of which each begins where the last one ended", async () => {
    const subject = openGateway({ checkDigit: false });
    const all = manyDevices(600);
    const txid = await subject.queue(all);
    /** @type {string[]} */
    const read = [];
    /** @type {number[]} */
    const sizes = [];
    for (let next = "0"; next !== undefined; ) {
      const { json } = await subject.ask(`/reports/${txid}?since=${next}`);
      sizes.push(json.devices.length);
      read.push(...imeisOf(json.devices));
      next = json.next;
    }
    assert.deepEqual(sizes, [250, 250, 100]);
    assert.deepEqual(read.sort(), all);
    assert.equal((await subject.ask(`/reports/${txid}?limit=1000`)).json.devices.length, 600);
    const exactly = await subject.ask(`/reports/${txid}?limit=600`);
    assert.equal(exactly.json.next, undefined);
  });

  it("has at the end what is new since the page before", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    const first = (await subject.ask(`/reports/${txid}?limit=2`)).json;
    await subject.answer(txid, String(devices[0]));
    const rest = (await subject.ask(`/reports/${txid}?since=${first.next}`)).json;
    assert.deepEqual(imeisOf(rest.devices), [devices[2], devices[3], devices[0]]);
  });

  it("keeps numbers that JavaScript would not", async () => {
    const subject = openGateway();
    const txid = await subject.queue(String(devices[0]));
    const body = `{"txid":"${txid}","usage":[{"imei":"${devices[0]}","numberOfSessions":1,"bytesTransferred":9007199254740993,"more":12345678901234567890}]}`;
    await subject.callback(body);
    const { json } = await subject.ask(`/reports/${txid}`);
    assert.equal(json.bytesTransferred, "9007199254740993");
    assert.deepEqual(json.devices[0].fields, { more: "12345678901234567890" });
    assert.match((await subject.ask(`/reports/${txid}?format=csv`)).text, /9007199254740993/);
  });

  for (const query of [
    "since=x",
    "since=1.2",
    "since=-1",
    "since=",
    "limit=0",
    "limit=1001",
    "limit=x",
    "format=xml",
  ]) {
    it(`is not to be had with ${query}`, async () => {
      const subject = openGateway();
      const txid = await subject.queue(devices);
      for (const path of [`/reports/${txid}`, "/reports/none"]) {
        const { status, json } = await subject.ask(`${path}?${query}`);
        assert.deepEqual([status, json.errorCode], [400, "INVALID_PARAMETER"]);
      }
    });
  }

  it("is what HEAD asks for, too", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    const response = await subject.open(`/reports/${txid}`, { method: "HEAD" });
    assert.deepEqual([response.status, await response.text()], [200, ""]);
  });
});

describe("a report as CSV", () => {
  it("has a line for each device, however many there are", async () => {
    const subject = openGateway({ checkDigit: false });
    const all = manyDevices(2_500);
    const txid = await subject.queue(all);
    const { status, headers, text } = await subject.ask(`/reports/${txid}`, { headers: { accept: "text/csv" } });
    assert.equal(status, 200);
    assert.equal(headers.get("content-type"), "text/csv; charset=utf-8; header=present");
    assert.equal(headers.get("content-disposition"), `attachment; filename="report-${txid}.csv"`);
    const lines = text.trimEnd().split("\r\n");
    assert.equal(lines.length, 2_501);
    assert.match(String(lines[0]), /imei,state,/);
    assert.deepEqual(
      lines
        .slice(1)
        .map((line) => /\d{15}/.exec(line)?.[0])
        .sort(),
      all,
    );
  });

  it("has one line for a device that is heard of while it is read", async () => {
    const subject = openGateway({ checkDigit: false });
    const all = manyDevices(2_500);
    const txid = await subject.queue(all);
    const response = await subject.open(`/reports/${txid}?format=csv`);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (let index = 0; ; index++) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      if (index === 1) await subject.answer(txid, ...[0, 1, 2_498, 2_499].map((place) => String(all[place])));
    }
    const lines = text.trimEnd().split("\r\n").slice(1);
    assert.deepEqual(lines.map((line) => /\d{15}/.exec(line)?.[0]).sort(), all);
    assert.equal(lines.filter((line) => line.includes("reported")).length, 2);
  });

  it("has a name that is safe", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    await subject.callback({ txid: '../"\r\nx', usage: [] });
    const { headers } = await subject.ask("/reports/read-together?format=csv", {
      method: "POST",
      body: { txids: [txid] },
    });
    assert.equal(headers.get("content-disposition"), 'attachment; filename="reports.csv"');
  });
});

describe("the form of a report", () => {
  for (const [accept, type] of [
    ["*/*", "application/json"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "application/json"],
    ["text/csv;q=0.5, application/json;q=0.4", "text/csv"],
    ["application/json;q=0.1, TEXT/CSV", "text/csv"],
    ["text/csv;q=0", "application/json"],
    ["text/event-stream", "text/event-stream"],
  ]) {
    it(`for ${accept} is ${type}`, async () => {
      const subject = openGateway();
      const txid = await subject.queue(String(devices[0]));
      await subject.answer(txid, String(devices[0]));
      const { headers } = await subject.ask(`/reports/${txid}`, { headers: { accept: String(accept) } });
      assert.equal(headers.get("content-type")?.split(";")[0], type);
      const asked = await subject.ask(`/reports/${txid}?format=json`, { headers: { accept: String(accept) } });
      assert.equal(asked.headers.get("content-type"), "application/json");
    });
  }
});

describe("the list of reports", () => {
  it("has the latest first, in pages", async () => {
    const subject = openGateway();
    /** @type {string[]} */
    const txids = [];
    for (let index = 0; index < 5; index++) {
      txids.unshift(await subject.queue(devices));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    /** @type {string[]} */
    const read = [];
    for (let next = ""; next !== undefined; ) {
      const { json } = await subject.ask(`/reports?limit=2${next === "" ? "" : `&before=${encodeURIComponent(next)}`}`);
      read.push(...json.reports.map((/** @type {{ txid: string }} */ { txid }) => txid));
      next = json.next;
    }
    assert.deepEqual(read, txids);
    assert.equal((await subject.ask("/reports?limit=201")).status, 400);
  });
});

describe("several reports", () => {
  it("are read as one", async () => {
    const subject = openGateway();
    const txids = [await subject.queue(devices.slice(0, 2)), await subject.queue(devices.slice(2))];
    await subject.answer(String(txids[0]), ...devices.slice(0, 2));
    const together = (/** @type {string} */ query) =>
      subject.ask(`/reports/read-together${query}`, { method: "POST", body: { txids } });
    const { json } = await together("");
    assert.deepEqual([json.state, json.expected, json.answered, json.silent], ["waiting", 4, 2, 2]);
    assert.deepEqual(json.txids, txids);
    assert.deepEqual(
      json.reports.map((/** @type {{ state: string }} */ { state }) => state),
      ["complete", "waiting"],
    );
    assert.deepEqual(imeisOf(json.devices).sort(), [...devices].sort());

    const read = [];
    for (let next = "0.0"; next !== undefined; ) {
      const page = (await together(`?limit=1&since=${next}`)).json;
      assert.ok(page.devices.length <= 1);
      read.push(...imeisOf(page.devices));
      next = page.next;
    }
    assert.deepEqual(read.sort(), [...devices].sort());

    const csv = (await together("?format=csv")).text;
    assert.equal(csv.trimEnd().split("\r\n").length, 5);
    await subject.answer(String(txids[1]), ...devices.slice(2));
    const events = (await together("?format=events")).text;
    assert.match(events, /event: end\nid: \d+\.\d+\ndata: \{"txids":\[/);
  });

  it("are also one, or a hundred", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices);
    const { json } = await subject.ask("/reports/read-together", { method: "POST", body: { txids: [txid] } });
    assert.deepEqual(json.txids, [txid]);
  });

  it("are not what else may be sent", async () => {
    const subject = openGateway();
    const many = Array.from({ length: 101 }, (_, index) => String(index));
    for (const body of [
      {},
      { txids: [] },
      { txids: "a" },
      { txids: [""] },
      { txids: [1] },
      { txids: many },
      [],
      7,
      null,
    ]) {
      const { status } = await subject.ask("/reports/read-together", { method: "POST", body });
      assert.equal(status, 400, JSON.stringify(body));
    }
    const twice = { method: "POST", body: { txids: ["a", "a"] } };
    assert.equal((await subject.ask("/reports/read-together", twice)).status, 400);
    const more = { method: "POST", body: { txids: ["a"], limit: 7 } };
    assert.equal((await subject.ask("/reports/read-together", more)).status, 400);
  });
});
