import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { submitAggregate } from "thingspace-aggregate";
import { callbackOf } from "../../bench/edge/callback.js";
import { postAll } from "../../bench/edge/post.js";
import { accountNumber } from "../../www/sandbox/known.js";
import { imeis } from "../package/fixtures/requests.js";
import { follow } from "./fixtures/follow.js";
import { startService } from "./fixtures/service.js";

/** @import { Service } from "./fixtures/service.js" */

const REPORTS = 20;
const READERS = 50;
const devices = imeis(100);

/** @type {Service} */
let service;
before(async () => {
  service = await startService({ silent: 1 });
});
after(() => service.close());

test(`${REPORTS * READERS} open streams all hear of every device, and of the end`, async () => {
  const { gateway, callbacks } = service;
  const txids = [];
  for (let report = 0; report < REPORTS; report += 1) {
    const { txid } = await submitAggregate({ accountNumber, imei: devices }, { baseUrl: gateway });
    txids.push(txid);
  }
  const streams = txids.flatMap((txid) => Array.from({ length: READERS }, () => follow(gateway, txid)));
  for (const txid of txids) {
    const bodies = devices.map((imei) => callbackOf(txid, imei));
    await postAll(callbacks, bodies, 10);
  }
  for (const stream of streams) assert.equal((await stream).size, devices.length);
});
