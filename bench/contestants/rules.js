/** Rules that no schema library brings along, written once for all contestants that can call a function. */

const HALF_A_YEAR = 180 * 24 * 60 * 60 * 1000;

/** Every digit doubled as Luhn's formula wants it, its cross sum taken. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

/**
 * Are these 15 digits whose last one is the check digit of the others?
 * @param {string} imei
 */
export function isImei(imei) {
  if (imei.length !== 15) return false;
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const digit = imei.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += at % 2 === 1 ? /** @type {number} */ (DOUBLED[digit]) : digit;
  }
  return sum % 10 === 0;
}

/** @param {string[]} devices */
export function areDifferent(devices) {
  return new Set(devices).size === devices.length;
}

/**
 * What is wrong with the period, if anything.
 * @param {{ startDate?: string | undefined, endDate?: string | undefined }} request
 */
export function periodProblem({ startDate, endDate }) {
  if (startDate === undefined) return undefined;
  const length = (endDate === undefined ? Date.now() : Date.parse(endDate)) - Date.parse(startDate);
  if (length < 0) return "endDate is before startDate";
  return length > HALF_A_YEAR ? "more than 180 days" : undefined;
}
