/** @import { Aggregate } from "./contestants.js" */

const FIRST_SERIAL = 35_209_900_000_000;
const DAY = 24 * 60 * 60 * 1000;

/** All seven fields, for so many devices. @param {number} devices @returns {Aggregate} */
export function requestFor(devices) {
  return { ...fields(), imei: Array.from({ length: devices }, (_, at) => imeiOf(FIRST_SERIAL + at * 37)) };
}

/** No check digit is right. @param {number} devices @returns {Aggregate} */
export function badRequestFor(devices) {
  const request = requestFor(devices);
  const imei = /** @type {string[]} */ (request.imei).map((good) => good.slice(0, 14) + ((Number(good[14]) + 5) % 10));
  return { ...request, imei };
}

function fields() {
  return {
    accountNumber: "0242073320-00001",
    startDate: daysAgo(100),
    endDate: daysAgo(10),
    deviceGroup: "Fleet north",
    dataPlan: "Unlimited IoT",
    noSessionFlag: /** @type {const} */ ("false"),
  };
}

/** @param {number} days */
function daysAgo(days) {
  return new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
}

/** @param {number} serial 14 digits */
function imeiOf(serial) {
  const sum = [...String(serial)].reduce((sum, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return sum + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return `${serial}${(10 - (sum % 10)) % 10}`;
}
