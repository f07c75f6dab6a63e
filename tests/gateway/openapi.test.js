import assert from "node:assert/strict";
import { it } from "node:test";
import { m2mToken } from "../../www/sandbox/known.js";
import { description } from "./fixtures/description.js";
import { accountNumber, devices, openGateway } from "./fixtures/gateway.js";

/** @import { How } from "./fixtures/gateway.js" */

const subject = openGateway();
const methods = ["GET", "POST", "PUT", "DELETE", "PATCH"];

it("each route that is described answers these methods, and no other", async () => {
  for (const [path, operations] of Object.entries(description.paths)) {
    if (path.startsWith("/callbacks/")) continue;
    const described = methods.filter((method) => method.toLowerCase() in operations);
    for (const method of methods) {
      const { status, headers } = await subject.ask(path.replace(/\{.*\}/, "t"), {
        method,
        ...(method !== "GET" && { body: {} }),
      });
      assert.equal(status === 405, !described.includes(method), `${method} ${path} ${status}`);
      if (status === 405) {
        const allowed = headers
          .get("allow")
          ?.split(", ")
          .filter((name) => name !== "HEAD");
        assert.deepEqual(allowed?.sort(), [...described].sort());
      }
    }
  }
});

it("each success that is described is answered, in each form", async () => {
  /** @type {Set<string>} */
  const seen = new Set();
  const ask = async (/** @type {string} */ route, /** @type {string} */ path, /** @type {How} */ how = {}) => {
    const { status, headers, json, text } = await subject.ask(path, how);
    seen.add(`${how.method ?? "GET"} ${route} ${status} ${headers.get("content-type")?.split(";")[0] ?? "none"}`);
    return { json, text };
  };

  const report = { accountNumber, imei: devices };
  const { txid } = (await ask("/report/async/aggregate", "/report/async/aggregate", { method: "POST", body: report }))
    .json;
  for (const method of ["PUT", "GET", "DELETE"]) {
    await ask("/listener", `/listener?accountNumber=${accountNumber}`, { method });
  }
  const usage = devices.map((imei) => ({ imei, numberOfSessions: 1, bytesTransferred: 1 }));
  const extra = {
    usage: [...usage, { more: 1 }],
    errors: [{ imei: devices[0], errorMessage: "x" }],
    fault: {},
    other: 1,
  };
  assert.equal((await subject.callback({ txid, ...extra })).status, 204);
  assert.equal((await subject.callback({ txid, usage: [{ imei: devices[1], numberOfSessions: 7 }] })).status, 204);
  seen.add("POST /callbacks/{secret} 204 none");
  const resettable = openGateway({ tokens: { token: m2mToken, reset: async () => {} } });
  assert.equal((await resettable.ask("/tokens/reset", { method: "POST", as: "admin" })).status, 204);
  seen.add("POST /tokens/reset 204 none");
  await ask("/reports", "/reports");
  for (const [route, path, how] of /** @type {const} */ ([
    ["/reports/{txid}", `/reports/${txid}`, {}],
    ["/reports/read-together", "/reports/read-together", { method: "POST", body: { txids: [txid] } }],
  ])) {
    for (const format of ["json", "csv"]) await ask(route, `${path}?format=${format}`, how);
    const { text } = await ask(route, `${path}?format=events`, how);
    const id = /event: end\nid: (.*)\n/.exec(text)?.[1] ?? "";
    await ask(route, `${path}?format=events`, { ...how, headers: { "last-event-id": id } });
  }

  const described = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses)
        .filter(([status]) => status.startsWith("2"))
        .flatMap(([status, { content = { none: {} } }]) =>
          Object.keys(content).map((type) => `${method.toUpperCase()} ${path} ${status} ${type}`),
        ),
    ),
  );
  assert.deepEqual([...seen].sort(), described.sort());
});

it("every reference in the description leads somewhere", () => {
  const references = JSON.stringify(description).match(/"#\/[^"]+"/g) ?? [];
  assert.ok(references.length > 20);
  for (const reference of references) {
    /** @type {unknown} */
    let found = description;
    for (const part of JSON.parse(reference).slice(2).split("/")) found = Object(found)[part];
    assert.notEqual(found, undefined, reference);
  }
});
