import { everyDevice, unreportableDevice } from "./known.js";
import { shuffled } from "./shuffle.js";
import { strangers } from "./strangers.js";
import { errorOf, exactJson, usageOf } from "./usage.js";

/**
 * @import { Delivery } from "./delivery.js"
 * @import { ReportRequest } from "./request-body.js"
 */

/**
 * The bodies of a report's callbacks. Which devices are chosen for what depends on the delivery's seed alone.
 *
 * @param {string} txid
 * @param {ReportRequest} request
 * @param {Delivery} delivery
 * @returns {{ first: string[], revisions: string[] }} each of both in the order that they are sent in; revisions come
 *   last, so that it is certain which message about a device is the latest
 */
export function messagesOf(txid, { devices }, delivery) {
  const { seed, silent, unasked, repeated, revised, fault } = delivery;
  if (silent >= 1) return { first: [], revisions: [] };
  if (fault) return { first: [faultBody(txid)], revisions: [] };

  const asked = shuffled(devices.length === 0 ? everyDevice : devices, seed);
  const answering = asked.slice(0, asked.length - part(asked, silent));
  const body = bodyWriter(txid, answering, delivery);
  const once = callbacks([...answering, ...strangers(unasked)], delivery, (imeis) => body(imeis, 0));
  const twice = once.slice(0, part(once, repeated));
  return {
    first: shuffled([...once, ...twice], seed + 1),
    revisions: callbacks(answering.slice(0, part(answering, revised)), delivery, (imeis) => body(imeis, 1)),
  };
}

/** How many of them that share is, rounded up. @param {readonly unknown[]} list @param {number} share */
function part(list, share) {
  return Math.ceil(list.length * share);
}

/**
 * @param {readonly string[]} imeis
 * @param {Delivery} delivery
 * @param {(imeis: readonly string[]) => string} body
 */
function callbacks(imeis, { devicesPerCallback }, body) {
  const count = Math.ceil(imeis.length / devicesPerCallback);
  return Array.from({ length: count }, (_, index) =>
    body(imeis.slice(index * devicesPerCallback, (index + 1) * devicesPerCallback)),
  );
}

/**
 * @param {string} txid
 * @param {readonly string[]} answering
 * @param {Delivery} delivery
 * @returns {(imeis: readonly string[], revision: number) => string}
 */
function bodyWriter(txid, answering, { huge, unknownFields }) {
  const hugeDevices = new Set(answering.slice(answering.length - part(answering, huge)));
  const more = unknownFields ? { dataPlan: { name: "Sandbox plan", tier: 2 } } : {};
  return (imeis, revision) =>
    exactJson({
      txid,
      ...(unknownFields && { apiVersion: "sandbox-2" }),
      usage: imeis
        .filter((imei) => imei !== unreportableDevice)
        .map((imei) => ({ ...usageOf(imei, { huge: hugeDevices.has(imei), revision }), ...more })),
      errors: imeis.filter((imei) => imei === unreportableDevice).map((imei) => ({ ...errorOf(imei), ...more })),
    });
}

/** In place of a report, in the words of the API gateway. @param {string} txid */
function faultBody(txid) {
  const fault = { code: "900800", message: "The report could not be made", description: "Ask for it again later" };
  return JSON.stringify({ txid, fault });
}
