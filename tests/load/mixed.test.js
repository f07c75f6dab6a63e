import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { isAggregateReportError, submitAggregate } from "thingspace-aggregate";
import { accountNumber } from "../../www/sandbox/known.js";
import { queuedBy } from "../end-to-end/fixtures/queued.js";
import { sentBy, sumsOf } from "../end-to-end/fixtures/sent.js";
import { imeis } from "../package/fixtures/requests.js";
import { follow } from "./fixtures/follow.js";
import { startService } from "./fixtures/service.js";

/** @import { Service } from "./fixtures/service.js" */

/** How long it goes on. A whole run is 600, hence LOAD_SECONDS. */
const SECONDS = Number(process.env.LOAD_SECONDS ?? "10");
const DEVICES = 20;
const SUBMITTERS = 8;
/** Milliseconds between two submissions of one submitter. */
const REST = 100;
/**
 * Milliseconds between two starts of the worker: forty in a long run. A submission that one cuts through is unknown to
 * everybody, and its key waits for 40 seconds, so that more of them would leave little to submit.
 */
const UNTIL_RESTART = Math.max(4_000, SECONDS * 25);
/** How many seconds longer it goes on, without restarts, on a machine so busy that there were hardly any reports. */
const PATIENCE = 300;

/** What happens to one in four requests of the gateway's, in turn. */
const faults = /** @type {const} */ ([
  { kind: "too_many_requests", retryAfter: 0 },
  { kind: "html_502" },
  { kind: "drop", after: "request" },
  { kind: "truncate" },
  { kind: "delay", ms: 200 },
]);

/** @type {Service} */
let service;
before(async () => {
  // They are sent again for minutes: a busy machine takes its time to start the worker.
  service = await startService({ early: 0.1, repeated: 0.2, tries: 3_000, pause: 100 });
});
after(() => service.close());

test(`under ${SECONDS} seconds of submissions, callbacks, streams, faults and restarts, nothing is lost or doubled`, async (t) => {
  const { sandbox, gateway } = service;
  const isOver = lasting(SECONDS);
  const isHopeless = lasting(SECONDS + PATIENCE);
  /** @type {{ receipts: string[], times: number[], uncertain: number, refused: number }} */
  const sum = { receipts: [], times: [], uncertain: 0, refused: 0 };
  /** @type {Promise<Set<string>>[]} */
  const streams = [];
  /** @type {number[]} */
  const memory = [];

  const isEnough = () => sum.receipts.length > SUBMITTERS;
  const submitting = async () => {
    for (let turn = 0; !isOver() || !(isEnough() || isHopeless()); turn += 1) {
      if (turn % 4 === 3) sandbox.failNext({ ...faults[turn % faults.length], on: "/report/async/aggregate" });
      const begun = performance.now();
      const txid = await submit(gateway, sum);
      if (txid !== undefined) {
        sum.times.push(performance.now() - begun);
        sum.receipts.push(txid);
        streams.push(follow(gateway, txid));
      }
      await pause(REST);
    }
  };
  const restarting = async () => {
    while (!isOver()) {
      await pause(UNTIL_RESTART);
      memory.push(service.memory());
      await service.restart();
    }
  };
  await Promise.all([...Array.from({ length: SUBMITTERS }, submitting), restarting()]);
  await sandbox.allDelivered();
  for (const stream of streams) assert.equal((await stream).size, DEVICES);

  assert.ok(isEnough(), "there was something to lose");
  assert.equal(new Set(sum.receipts).size, sum.receipts.length, "no report is answered twice");
  const queued = queuedBy(sandbox).length;
  assert.ok(queued >= sum.receipts.length && queued <= sum.receipts.length + sum.uncertain, `${queued} were queued`);
  const reports = new Map(sandbox.deliveries.map((delivery) => [delivery.txid, delivery]));
  for (const txid of sum.receipts) {
    const delivery = reports.get(txid);
    assert.ok(delivery?.callbacks.every(({ acknowledged }) => acknowledged));
    const { usage } = sentBy(/** @type {typeof sandbox} */ (/** @type {unknown} */ ({ deliveries: [delivery] })));
    const answer = await fetch(`${gateway}/reports/${txid}`);
    const report = /** @type {Record<string, unknown>} */ (await answer.json());
    const { state, answered, failed, numberOfSessions, bytesTransferred } = report;
    const found = { state, answered, failed, numberOfSessions, bytesTransferred };
    assert.deepEqual(found, { state: "complete", answered: DEVICES, failed: 0, ...sumsOf(usage) });
  }

  const { length } = sum.receipts;
  t.diagnostic(`${length} reports, ${sum.uncertain} uncertain, ${sum.refused} refused, ${memory.length} restarts`);
  t.diagnostic(`from call to receipt: median ${quantile(sum.times, 0.5)} ms, p99 ${quantile(sum.times, 0.99)} ms`);
  t.diagnostic(`MiB of workerd before each restart: ${memory.map((size) => Math.round(size / 1024)).join(" ")}`);
});

/**
 * @param {string} gateway
 * @param {{ uncertain: number, refused: number }} sum
 * @returns {Promise<string | undefined>} the txid, if there is a receipt
 */
async function submit(gateway, sum) {
  try {
    const { txid } = await submitAggregate(
      { accountNumber, imei: imeis(DEVICES) },
      { baseUrl: gateway, idempotencyKey: randomUUID(), retry: 5 },
    );
    return txid;
  } catch (error) {
    if (!isAggregateReportError(error)) throw error;
    if (error.mayBeQueued) sum.uncertain += 1;
    else sum.refused += 1;
    return undefined;
  }
}

/** @param {number} seconds */
function lasting(seconds) {
  const end = Date.now() + seconds * 1_000;
  return () => Date.now() >= end;
}

/** @param {readonly number[]} values @param {number} part */
function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN);
}
