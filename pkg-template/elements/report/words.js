import { languages, numberText } from "../numbers.js";

const sizes = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"].map(
  (unit, power) =>
    new Intl.NumberFormat(languages, {
      style: "unit",
      unit,
      // “0 byte” is what its short form makes of nothing.
      unitDisplay: power === 0 ? "long" : "short",
      maximumSignificantDigits: 3,
    }),
);

/** In a suitable unit: `1.23 MB`, with 1 MB as 1,000 kB. @param {number} bytes */
export function bytesText(bytes) {
  const power = Math.floor(Math.log10(Math.abs(bytes)) / 3);
  const size = Math.min(Math.max(power, 0), sizes.length - 1) || 0;
  return sizes[size].format(bytes / 1000 ** size);
}

/** On the button that asks again. @param {number} count of devices */
export function againText(count) {
  return `Ask again for ${count === 1 ? "this device" : `these ${numberText(count)}`}`;
}

/** With its sign. @param {number} bytes */
export function changeText(bytes) {
  return `${bytes > 0 ? "+" : ""}${bytesText(bytes)}`;
}

/** All digits of a figure, formatted for the user's language; anything else unchanged. @param {string} figure */
export function figureText(figure) {
  return /^\d+$/.test(figure) ? numberText(BigInt(figure)) : figure;
}

/** @satisfies {Intl.DateTimeFormatOptions} */
const moment = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
};
const local = new Intl.DateTimeFormat(languages, moment);
const utc = new Intl.DateTimeFormat(languages, { ...moment, timeZone: "UTC" });

/** In UTC and in the user's time zone. @param {number} time in milliseconds since 1970 */
export function timeText(time) {
  const [there, here] = [utc.format(time), local.format(time)];
  return there === here ? there : `${there} (${here})`;
}
