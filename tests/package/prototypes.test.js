import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import vm from "node:vm";
import { farSide, receipt } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { errorOf } from "./fixtures/rejections.js";
import { accountNumber, imei, request } from "./fixtures/requests.js";

const { api } = await installPackage();

const unwanted = () => assert.fail("not the caller's");

/** What some other code may have put where every object has it. */
const polluted = {
  token: "theirs",
  bearer: "theirs",
  baseUrl: "https://elsewhere.example",
  href: "https://elsewhere.example",
  wire: "sdk",
  onAttempt: unwanted,
  fetch: unwanted,
  limit: -1,
  deviceGroup: "theirs",
  txid: "theirs",
  kind: "theirs",
};

/** @param {object} prototype */
function pollute(prototype) {
  for (const [name, value] of Object.entries(polluted)) {
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
  }
}

function clean() {
  for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
}

describe("what every object has from Object.prototype", () => {
  afterEach(clean);

  it("is no option, and no field", async () => {
    const { fetch, sent } = farSide(receipt);
    pollute(Object.prototype);
    await api.submitAggregate({ accountNumber, imei }, { token: "mine", fetch, retry: {} });
    clean();
    assert.equal(sent[0].url, "https://thingspace.verizon.com/api/hyper-precise/v1/report/async/aggregate");
    assert.equal(sent[0].headers["vz-m2m-token"], "mine");
    assert.equal(sent[0].headers.authorization, undefined);
    assert.deepEqual(JSON.parse(sent[0].body), { accountNumber, imei });
  });

  it("is no option of a fleet", async () => {
    const { fetch, sent } = farSide(receipt);
    pollute(Object.prototype);
    for await (const { outcome } of api.submitFleet({ accountNumber, imei: [imei] }, { token: "mine", fetch })) {
      assert.equal(outcome, "queued");
    }
    clean();
    assert.equal(new URL(sent[0].url).host, "thingspace.verizon.com");
    assert.deepEqual(JSON.parse(sent[0].body), { accountNumber, imei });
  });

  it("is no receipt", async () => {
    const { fetch } = farSide(() => Response.json({ status: "QUEUED" }));
    pollute(Object.prototype);
    const error = await errorOf(api, api.submitAggregate(request, { token: "mine", fetch }));
    clean();
    assert.equal(error.kind, "invalid_response");
  });

  it("is none in another realm, such as an iframe, either", async () => {
    const realm = vm.createContext({ accountNumber, imei });
    pollute(vm.runInContext("Object.prototype", realm));
    const options = vm.runInContext("({})", realm);
    const error = await errorOf(api, api.submitAggregate(vm.runInContext("({ accountNumber, imei })", realm), options));
    assert.deepEqual(
      error.issues?.map(({ code, path }) => [code, ...path]),
      [["missing", "options", "token"]],
    );
  });
});

describe("what an object has from its own class, or from an object without a prototype", () => {
  class Request {
    get accountNumber() {
      return accountNumber;
    }
    get imei() {
      return imei;
    }
  }
  class Options {
    get token() {
      return "mine";
    }
    get baseUrl() {
      return "https://gateway.example";
    }
  }

  it("is read", async () => {
    class Heir extends Request {}
    const bare = Object.assign(Object.create(null), { accountNumber, imei });
    for (const made of [new Request(), new Heir(), bare, Object.create(bare)]) {
      const { fetch, sent } = farSide(receipt);
      await api.submitAggregate(made, Object.assign(new Options(), { fetch }));
      assert.deepEqual(JSON.parse(sent[0].body), { accountNumber, imei });
      assert.equal(sent[0].url, "https://gateway.example/report/async/aggregate");
      assert.equal(sent[0].headers["vz-m2m-token"], "mine");
    }
  });

  it("may be what a proxy makes up", async () => {
    const madeUp = new Proxy(Object.create(null), { get: (_, name) => Reflect.get(request, name) });
    assert.deepEqual(await api.validateAggregate(madeUp), { issues: [], issueCount: 0 });
  });
});
