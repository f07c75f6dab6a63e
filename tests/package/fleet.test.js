import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, describe, it } from "node:test";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { bearerToken, m2mToken } from "../../www/sandbox/known.js";
import { startSandbox } from "../../www/sandbox/sandbox.js";
import { becomes } from "../runtimes/fixtures/becomes.js";
import { farSide, receipt, rejection } from "./fixtures/far-side.js";
import { installPackage } from "./fixtures/installed-package.js";
import { accountNumber, imeis } from "./fixtures/requests.js";

/** @import { FleetOptions, FleetOutcome, FleetProgress, FleetRequest } from "../../pkg-template/index.js" */

const { api } = await installPackage();
const sandbox = await startSandbox();
after(() => sandbox.close());

const devices = imeis(25);
const notCertified = "990000000004038";
const tokens = { token: m2mToken, bearer: bearerToken };

/**
 * Submits a fleet to the sandbox, ten devices a part if not otherwise said.
 *
 * @param {FleetRequest["imei"]} imei
 * @param {FleetOptions} [options]
 */
function fleet(imei, options) {
  sandbox.received.splice(0);
  return api.submitFleet(
    { accountNumber, imei, startDate: "2026-06-01", endDate: "2026-07-01" },
    { ...tokens, baseUrl: sandbox.baseUrl, devicesPerRequest: 10, retry: 0, ...options },
  );
}

/** @param {AsyncIterable<FleetOutcome>} outcomes */
async function collect(outcomes) {
  /** @type {FleetOutcome[]} */
  const all = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all.sort((one, other) => one.part - other.part);
}

/** What a loop throws, and what it gave before. @param {AsyncIterable<FleetOutcome>} outcomes */
async function collectUntilThrown(outcomes) {
  /** @type {FleetOutcome[]} */
  const given = [];
  try {
    for await (const outcome of outcomes) given.push(outcome);
  } catch (thrown) {
    return { given, thrown };
  }
  return assert.fail("nothing was thrown");
}

/** Lets everything go on that waits for no timer. */
async function turns() {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
}

const bodies = () => sandbox.received.map(({ body }) => JSON.parse(body.toString()));

describe("a fleet", () => {
  it("goes in parts, each with a receipt of its own and the devices it covers", async () => {
    const outcomes = await collect(fleet(devices));
    assert.deepEqual(
      outcomes.map(({ part, outcome, devices: covered }) => ({ part, outcome, covered })),
      [
        { part: 0, outcome: "queued", covered: devices.slice(0, 10) },
        { part: 1, outcome: "queued", covered: devices.slice(10, 20) },
        { part: 2, outcome: "queued", covered: devices.slice(20) },
      ],
    );
    const txids = outcomes.map((outcome) => (outcome.outcome === "queued" ? outcome.receipt.txid : undefined));
    assert.equal(new Set(txids).size, 3);
    assert.deepEqual(
      bodies().map(({ imei }) => imei.length),
      [10, 10, 5],
    );
    assert.ok(bodies().every(({ startDate }) => startDate === "2026-06-01"));
  });

  it("may come from anything that gives one device after the other", async () => {
    async function* slowly() {
      for (const device of devices) {
        await sleep(0);
        yield device;
      }
    }
    const request = { accountNumber, imei: devices };
    class Request {
      get accountNumber() {
        return request.accountNumber;
      }
      imei = new Set(devices).values();
    }
    for (const imei of [new Set(devices), slowly(), Readable.from(devices)]) {
      const outcomes = await collect(fleet(imei));
      assert.deepEqual(
        outcomes.flatMap((outcome) => outcome.devices),
        devices,
      );
      assert.ok(outcomes.every(({ outcome }) => outcome === "queued"));
    }
    const ofClass = await collect(api.submitFleet(new Request(), { ...tokens, baseUrl: sandbox.baseUrl }));
    assert.deepEqual(
      ofClass.map(({ outcome, devices: covered }) => [outcome, covered.length]),
      [["queued", 25]],
    );
    assert.deepEqual(await collect(fleet([])), []);
  });

  it("has 10,000 devices a part if nobody says otherwise", async () => {
    const many = imeis(10_001);
    const outcomes = await collect(fleet(many, { devicesPerRequest: undefined }));
    assert.deepEqual(
      outcomes.map(({ outcome, devices: covered }) => [outcome, covered.length]),
      [
        ["queued", 10_000],
        ["queued", 1],
      ],
    );
  });

  it("is told of as it goes on", async () => {
    /** @type {FleetProgress[]} */
    const progress = [];
    /** @type {number[]} */
    const attempts = [];
    sandbox.failNext({ kind: "html_502" });
    const options = /** @satisfies {FleetOptions} */ ({
      concurrency: 1,
      onProgress: (now) => progress.push(now),
      onAttempt: ({ part, attempt }) => attempts.push(part, attempt),
    });
    await collect(fleet([...devices.slice(0, 19), notCertified, ...devices.slice(20)], options));
    assert.deepEqual(progress, [
      { devices: 10, queued: 0, notQueued: 0, unsure: 10 },
      { devices: 20, queued: 0, notQueued: 10, unsure: 10 },
      { devices: 25, queued: 5, notQueued: 10, unsure: 10 },
    ]);
    assert.deepEqual(attempts, [0, 1, 1, 1, 2, 1]);
  });
});

describe("parts that fail", () => {
  it("do not keep the others, and can be sent again, only they", async () => {
    const mixed = [...devices.slice(0, 3), notCertified, ...devices.slice(4, 20), "not an IMEI", ...devices.slice(20)];
    const outcomes = await collect(fleet(mixed));
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ["not_queued", "queued", "not_queued"],
    );
    const [first, , third] = outcomes;
    assert.ok(first?.outcome === "not_queued" && first.error.kind === "forbidden");
    assert.ok(third?.outcome === "not_queued" && third.error.kind === "invalid");
    assert.deepEqual(
      third.error.issues.map(({ path }) => path),
      [["imei", 0]],
    );

    const again = outcomes
      .filter(({ outcome }) => outcome === "not_queued")
      .flatMap((outcome) => outcome.devices)
      .filter((device) => device !== notCertified && device !== "not an IMEI");
    assert.ok((await collect(fleet(again))).every(({ outcome }) => outcome === "queued"));
  });

  it("say whether they may have been queued all the same", async () => {
    sandbox.failNext({ kind: "drop", after: "request" }, { kind: "too_many_requests" });
    const outcomes = await collect(fleet(devices, { concurrency: 1 }));
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ["unsure", "not_queued", "queued"],
    );
  });

  it("end it for all, unsent, when their failure says nothing of the devices", async () => {
    for (const [options, kind, requests] of /** @type {[FleetOptions, string, number][]} */ ([
      [{ token: "expired" }, "unauthorized", 1],
      [{ token: () => Promise.reject(new Error("no")) }, "token", 0],
      [{ token: undefined, baseUrl: undefined }, "invalid", 0],
    ])) {
      const outcomes = await collect(fleet(devices, { concurrency: 1, ...options }));
      assert.deepEqual(
        outcomes.map(({ outcome }) => outcome),
        Array(3).fill("not_queued"),
      );
      for (const outcome of outcomes)
        assert.ok("error" in outcome && Reflect.get(Object(outcome.error), "kind") === kind);
      assert.equal(sandbox.received.length, requests);
    }
  });

  it("end it for all when the service asks to wait for too long, or after the last attempt", async () => {
    for (const [retryAfter, retry] of /** @type {const} */ ([
      [3600, 2],
      [1, 0],
    ])) {
      sandbox.failNext({ kind: "too_many_requests", retryAfter });
      const outcomes = await collect(fleet(devices, { concurrency: 1, retry }));
      assert.deepEqual(
        outcomes.map(({ outcome }) => outcome),
        Array(3).fill("not_queued"),
      );
      assert.equal(sandbox.received.length, 1);
    }
  });
});

describe("several parts at once", () => {
  it("are as many as asked for, and never more", async () => {
    for (const [concurrency, expected] of /** @type {const} */ ([
      [1, 1],
      [3, 3],
      [undefined, 4],
    ])) {
      let now = 0;
      let most = 0;
      /** @type {typeof globalThis.fetch} */
      const counting = async (...args) => {
        most = Math.max(most, ++now);
        await sleep(5);
        return fetch(...args).finally(() => {
          now -= 1;
        });
      };
      await collect(fleet(devices, { concurrency, devicesPerRequest: 2, fetch: counting }));
      assert.equal(most, expected);
    }
  });

  it("all wait when the service asks one of them to", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
    const { fetch, sent } = farSide(rejection(429, { "retry-after": "20" }), receipt);
    /** @type {number[]} */
    const delays = [];
    const outcomes = collect(
      fleet(devices, {
        concurrency: 2,
        devicesPerRequest: 5,
        retry: 2,
        fetch,
        onAttempt: ({ delay }) => delays.push(delay),
      }),
    );
    await turns();
    const early = sent.length;
    assert.ok(early > 0 && early <= 3, `${early} requests before the others were held back`);
    t.mock.timers.tick(19_999);
    await turns();
    assert.equal(sent.length, early, "nothing is sent before the time is over");
    t.mock.timers.tick(1);
    assert.ok((await outcomes).every(({ outcome }) => outcome === "queued"));
    assert.ok(delays.filter((delay) => delay > 0).length >= 2, "the others were held back, too");
  });
});

describe("an end before the end", () => {
  it("by the signal gives out what was under way, and throws its reason", { timeout: 120_000 }, async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    sandbox.failNext({ kind: "silence" }, { kind: "silence" });
    let taken = 0;
    function* source() {
      for (const device of imeis(1_000)) {
        taken += 1;
        yield device;
      }
    }
    const outcomes = collectUntilThrown(fleet(source(), { concurrency: 2, signal: controller.signal }));
    await becomes(() => sandbox.received.length, 2, "two parts were sent");
    await sleep(200);
    controller.abort(reason);
    const { given, thrown } = await outcomes;
    assert.equal(thrown, reason);
    assert.deepEqual(given.map(({ part, outcome }) => [part, outcome]).sort(), [
      [0, "unsure"],
      [1, "unsure"],
    ]);
    assert.equal(taken, 20);
    assert.equal(sandbox.received.length, 2);
  });

  it("by the signal does not wait for a source that is stuck", { timeout: 120_000 }, async () => {
    const controller = new AbortController();
    async function* stuck() {
      yield* devices.slice(0, 3);
      await new Promise(() => {});
    }
    setTimeout(() => controller.abort(), 50);
    const { given, thrown } = await collectUntilThrown(fleet(stuck(), { signal: controller.signal }));
    assert.equal(thrown, controller.signal.reason);
    assert.deepEqual(given, []);
  });

  it("before the beginning sends nothing", async () => {
    const { given, thrown } = await collectUntilThrown(fleet(devices, { signal: AbortSignal.abort("no") }));
    assert.equal(thrown, "no");
    assert.deepEqual([given, sandbox.received.length], [[], 0]);
  });

  it("by the source gives out what was under way, and throws what it threw", async () => {
    const thrownBySource = new Error("the database is gone");
    function* source() {
      yield* devices.slice(0, 10);
      throw thrownBySource;
    }
    const { given, thrown } = await collectUntilThrown(fleet(source()));
    assert.equal(thrown, thrownBySource);
    assert.deepEqual(
      given.map(({ outcome }) => outcome),
      ["queued"],
    );
  });

  it("by onProgress gives out what was under way, and throws what it threw", async () => {
    const thrownByProgress = new Error("the display is gone");
    const onProgress = () => {
      throw thrownByProgress;
    };
    const { given, thrown } = await collectUntilThrown(fleet(imeis(1_000), { concurrency: 2, onProgress }));
    assert.equal(thrown, thrownByProgress);
    assert.equal(given.length, sandbox.received.length);
    assert.ok(given.length > 0 && given.length <= 4);
    assert.ok(given.every(({ outcome }) => outcome === "queued"));
  });

  it("by the reader closes the source, and leaves nothing under way", async () => {
    let isClosed = false;
    function* source() {
      try {
        yield* imeis(1_000);
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of fleet(source(), { concurrency: 2 })) break;
    const sent = sandbox.received.length;
    await sleep(100);
    assert.equal(sandbox.received.length, sent);
    assert.ok(sent <= 5);
    assert.ok(isClosed);
  });
});

describe("a fleet's request", () => {
  it("is checked as far as possible before anything is sent", async () => {
    const cases = /** @type {[unknown, unknown, unknown[][]][]} */ ([
      [{ accountNumber, imei: "490154203237518" }, {}, [["imei"]]],
      [{ accountNumber, imei: 0 }, {}, [["imei"]]],
      [{ accountNumber: "", imei: [], plan: 1, startDate: "banana" }, {}, [["accountNumber"], ["startDate"], ["plan"]]],
      [undefined, {}, [[]]],
      [
        { accountNumber, imei: [] },
        { concurrency: 0, devicesPerRequest: 10_001, onProgress: 1, timeout: -1 },
        [
          ["options", "timeout"],
          ["options", "concurrency"],
          ["options", "devicesPerRequest"],
          ["options", "onProgress"],
        ],
      ],
    ]);
    for (const [request, options, paths] of cases) {
      for (const start of [api.submitFleet, api.planFleet]) {
        const { thrown } = await collectUntilThrown(
          /** @type {AsyncIterable<FleetOutcome>} */ (
            start(/** @type {FleetRequest} */ (request), /** @type {FleetOptions} */ (options))
          ),
        );
        assert.ok(api.isAggregateReportError(thrown), String(thrown));
        assert.equal(thrown.kind, "invalid");
        assert.deepEqual(
          thrown.issues?.map(({ path }) => path),
          paths,
        );
      }
    }
  });

  it("has options of its own, which are checked like all others", async () => {
    const { thrown } = await collectUntilThrown(fleet(devices, /** @type {FleetOptions} */ ({ concurency: 8 })));
    assert.ok(api.isAggregateReportError(thrown));
    assert.match(thrown.message, /concurency .*did you mean concurrency\?/);
    const absent = { concurrency: null, devicesPerRequest: null, onProgress: null, onAttempt: null };
    const [{ outcome, devices: covered }] = await collect(fleet(devices, /** @type {never} */ (absent)));
    assert.deepEqual([outcome, covered.length], ["queued", 25]);
    const { issues } = await api.validateAggregate(
      { accountNumber, imei: 0 },
      /** @type {never} */ ({ concurrency: 8 }),
    );
    assert.equal(issues[0]?.code, "unknown_field");
  });

  it("and its options are read once", async () => {
    sandbox.received.splice(0);
    /** @type {string[]} */
    const read = [];
    const reading = (/** @type {object} */ object) =>
      new Proxy(object, {
        get(target, name) {
          read.push(String(name));
          return Reflect.get(target, name);
        },
      });
    const request = reading({
      accountNumber,
      imei: devices,
      startDate: new Date("2026-06-01"),
      endDate: new Date("2026-07-01"),
    });
    const retry = reading({ limit: 0, resend: false });
    const options = reading({ ...tokens, baseUrl: new URL(sandbox.baseUrl), devicesPerRequest: 10, retry });
    const outcomes = await collect(
      api.submitFleet(/** @type {FleetRequest} */ (request), /** @type {FleetOptions} */ (options)),
    );
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ["queued", "queued", "queued"],
    );
    assert.equal(new Set(read).size, read.length, `read more than once: ${read.sort()}`);
    assert.ok(bodies().every(({ startDate }) => startDate === "2026-06-01T00:00:00.000Z"));
  });

  it("has all of its problems counted, and a hundred listed", async () => {
    const unknown = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`field${index}`, 1]));
    const request = /** @type {FleetRequest} */ ({ accountNumber, imei: [], ...unknown });
    const { thrown } = await collectUntilThrown(api.submitFleet(request, { ...tokens, concurrency: 0 }));
    assert.ok(api.isAggregateReportError(thrown));
    assert.deepEqual([thrown.issues?.length, thrown.issueCount], [100, 151]);
  });

  it("can be planned without sending", async () => {
    sandbox.received.splice(0);
    const plan = [];
    for await (const part of api.planFleet({ accountNumber, imei: [...devices, "1"] }, { devicesPerRequest: 20 })) {
      plan.push({ ...part, devices: part.devices.length, issues: part.issues.map(({ path }) => path) });
    }
    assert.deepEqual(plan, [
      { part: 0, devices: 20, issues: [], issueCount: 0 },
      { part: 1, devices: 6, issues: [["imei", 5]], issueCount: 1 },
    ]);
    assert.equal(sandbox.received.length, 0);
  });

  it("of a million devices holds only a few of them in memory", async () => {
    let given = 0;
    let done = 0;
    let furthest = 0;
    function* million() {
      for (; given < 1_000_000; given += 1) {
        furthest = Math.max(furthest, given - done);
        yield "490154203237518".slice(0, 9) + String(given).padStart(6, "0");
      }
    }
    const instant = async () => Response.json({ txid: "c9a1d5b0", status: "QUEUED" });
    for await (const part of fleet(million(), { devicesPerRequest: 10_000, checkDigit: false, fetch: instant })) {
      assert.equal(part.outcome, "queued");
      done += part.devices.length;
    }
    assert.equal(done, 1_000_000);
    assert.ok(furthest <= 120_000, `${furthest} devices at once`);
  });
});
