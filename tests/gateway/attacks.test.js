import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { eventsOf } from "./fixtures/description.js";
import { accountNumber, devices, openGateway, sandbox } from "./fixtures/gateway.js";

/** @import { SettledReport } from "../../pkg-template/gateway.js" */

afterEach(() => void sandbox.received.splice(0));

const report = { accountNumber, imei: devices[0] };
const submitting = "/report/async/aggregate";

describe("a page of another site whose browser says nothing of it", () => {
  it("cannot submit by a form, whatever its encoding", async () => {
    const subject = openGateway();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
      const how = { method: "POST", headers: { "content-type": type }, body: `${JSON.stringify(report)}=` };
      assert.equal((await subject.ask(submitting, how)).status, 415, type);
    }
    assert.equal(sandbox.received.length, 0);
  });
});

describe("a caller", () => {
  it("cannot choose where the server's requests go, nor with what", async () => {
    const subject = openGateway();
    for (const name of ["baseUrl", "token", "bearer", "fetch", "wire", "url", "__proto__", "constructor"]) {
      const body = `{"accountNumber":"${accountNumber}","imei":"${devices[0]}","${name}":"https://evil.example"}`;
      const { status, json } = await subject.submit(body);
      assert.deepEqual([status, json.issues?.[0].code, json.issues?.[0].path], [400, "unknown_field", [name]]);
    }
    for (const query of ["?baseUrl=https://evil.example", "?accountNumber=0000999999-00009"]) {
      await subject.ask(submitting + query, { method: "POST", body: report });
    }
    const sent = sandbox.received.map(({ path, body }) => [path, JSON.parse(String(body)).accountNumber]);
    const usual = ["/api/hyper-precise/v1/report/async/aggregate", accountNumber];
    assert.deepEqual(sent, [usual, usual]);
  });

  it("is judged by the very account that is sent, where a body names two", async () => {
    const body = (/** @type {string[]} */ ...accounts) =>
      `{${accounts.map((account) => `"accountNumber":"${account}"`).join()},"imei":"${devices[0]}"}`;
    const subject = openGateway();
    assert.equal((await subject.submit(body(accountNumber, "0000999999-00009"))).status, 403);
    assert.equal((await subject.submit(body("0000999999-00009", accountNumber))).status, 200);
    assert.deepEqual(
      sandbox.received.map(({ body }) => JSON.parse(String(body)).accountNumber),
      [accountNumber],
    );
  });

  it("cannot put a line into a header of the server's", async () => {
    const subject = openGateway();
    for (const end of ["\r\nX-Evil: 1", "\n", "\0", "ü"]) {
      const { status, json } = await subject.submit({ ...report, accountNumber: accountNumber + end });
      assert.deepEqual([status, json.issues[0].code], [400, "characters"]);
    }
    assert.equal(sandbox.received.length, 0);
  });

  it("gets an answer, and no error of the server's, to what is nested deep or out of all proportion", async () => {
    const subject = openGateway();
    const depth = 200_000;
    for (const body of [
      "[".repeat(depth) + "]".repeat(depth),
      `{"accountNumber":"${accountNumber}","imei":${"[".repeat(depth)}${"]".repeat(depth)}}`,
      `{${Array.from({ length: 20_000 }, (_, index) => `"field${index}":1`).join()}}`,
    ]) {
      assert.equal((await subject.submit(body)).status, 400);
    }
    const long = "q=0.1;,".repeat(2_000);
    for (const headers of /** @type {Record<string, string>[]} */ ([
      { accept: long },
      { "last-event-id": "1.".repeat(7_000), accept: "text/event-stream" },
      { "idempotency-key": `"${"\\\\".repeat(7_000)}` },
      { "x-portal-initiated": long },
    ])) {
      assert.ok([400, 404].includes((await subject.ask("/reports/t", { headers })).status));
      assert.ok([200, 400].includes((await subject.submit(report, { headers })).status));
    }
  });
});

describe("what a callback says", () => {
  const broken = 'x\n\nevent: end\ndata: {"state":"complete"}\n\r\r: \u2028';

  it("begins no event of its own in a stream", async () => {
    const subject = openGateway();
    const txid = await subject.queue(0);
    const error = { errorMessage: broken, errorResponse: { errorCode: broken, [broken]: broken } };
    const entry = { imei: `${broken.slice(0, 40)}`, numberOfSessions: broken, [broken]: broken };
    await subject.callback({ txid, [broken]: broken, usage: [entry], errors: [{ imei: devices[0], ...error }] });
    const response = await subject.open(`/reports/${txid}`, { headers: { accept: "text/event-stream" } });
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    let text = "";
    while (!text.includes("event: devices")) text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    assert.deepEqual(
      eventsOf(text).map(({ event }) => event),
      ["report", "devices"],
    );
    assert.deepEqual(
      JSON.parse(eventsOf(text).at(-1)?.data ?? "")
        .map((/** @type {{ imei: string }} */ { imei }) => imei)
        .sort(),
      [devices[0], entry.imei],
    );
  });

  it("changes no prototype, neither in what a page parses nor in what onSettled gets", async () => {
    /** @type {SettledReport | undefined} */
    let settled;
    /** @type {object[]} */
    const told = [];
    const subject = openGateway({
      async onSettled(report) {
        settled = report;
        for await (const page of report.devices()) told.push(...page);
      },
    });
    const txid = await subject.queue(devices[0] ?? "");
    const evil = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    await subject.callback(`{"txid":"${txid}",${evil},"usage":[{"imei":"${devices[0]}",${evil}}]}`);
    await subject.gateway.settle();
    const { json } = await subject.ask(`/reports/${txid}`);
    for (const object of [json, json.devices[0], settled, told[0], {}]) {
      assert.equal(Object.getPrototypeOf(object), Object.prototype);
      assert.equal(Reflect.get(object ?? {}, "polluted"), undefined);
    }
  });

  it("counts once, however often it is sent, and what is old does not come back", async () => {
    const subject = openGateway();
    const txid = await subject.queue(devices.slice(0, 1));
    const said = (/** @type {number} */ bytesTransferred) => ({
      txid,
      usage: [{ imei: devices[0], bytesTransferred }],
    });
    for (const bytes of [100, 250, 100, 100, 250, 100]) await subject.callback(said(bytes));
    const { json } = await subject.ask(`/reports/${txid}`);
    assert.deepEqual([json.bytesTransferred, json.answered, json.repeated], [250, 1, 4]);
  });
});
