import { failed, plain, refused, replyText } from "../fault.js";

/** @import { Expected, Fault } from "../fault.js" */

const HOUR = 3_600_000;
const names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** In the three forms of RFC 9110. @type {Record<string, (date: Date) => string>} */
const forms = {
  "IMF-fixdate": (date) => date.toUTCString(),
  "RFC 850": (date) => {
    const [, day, month, year, time] = date.toUTCString().split(" ");
    return `${names[date.getUTCDay()]}, ${day}-${month}-${year?.slice(2)} ${time} GMT`;
  },
  asctime: (date) => {
    const [weekday, , month, year, time] = date.toUTCString().split(" ");
    return `${weekday?.slice(0, 3)} ${month} ${String(date.getUTCDate()).padStart(2)} ${time} ${year}`;
  },
};

const unavailable = failed(503);

/** It says when, so it is tried again: twice by default. @type {Expected} */
const again = { ...unavailable, requests: 3, retryAfter: 0 };

/** It says when, but nobody waits so long. @param {number | "hour"} retryAfter @returns {Expected} */
const tooLong = (retryAfter) => ({ ...unavailable, requests: 1, resent: 1, retryAfter });

/** @param {string} status @param {() => string} value @returns {Fault["act"]} */
const asks =
  (status, value) =>
  async ({ write, end }) => {
    await write(replyText(status, { ...plain(""), "retry-after": value() }));
    await end();
  };

/** @param {string} name @param {string} value @param {Expected} expected @returns {Fault} */
const of503 = (name, value, expected) => ({ name: `503, ${name}`, expected, act: asks("503 Away", () => value) });

/** @type {Fault[]} */
const dates = Object.entries(forms).flatMap(([form, written]) => [
  {
    name: `503, an hour ahead as ${form}`,
    expected: tooLong("hour"),
    act: asks("503 Away", () => written(new Date(Date.now() + HOUR))),
  },
  {
    name: `503, a past date as ${form}`,
    expected: again,
    act: asks("503 Away", () => written(new Date(Date.now() - 24 * HOUR))),
  },
]);

/** @type {import("../fault.js").Group} */
export const retryAfter = {
  title: "`Retry-After`, in every form",
  about:
    "A 503 is retried only if it says when, in a valid form. A 429 is always retried, unless the wait it asks for is too long.",
  faults: [
    of503("`0`", "0", again),
    of503("`1`", "1", { ...again, retryAfter: 1_000 }),
    of503("`0000000000000000000000001`", "0000000000000000000000001", { ...again, retryAfter: 1_000 }),
    of503("`3600`", "3600", tooLong(HOUR)),
    of503("32 nines", "9".repeat(32), tooLong(9_000_000_000_000_000)),
    ...dates,
    of503("an empty value", "", unavailable),
    of503("`soon`", "soon", unavailable),
    of503("`-1`", "-1", unavailable),
    of503("`+1`", "+1", unavailable),
    of503("`1.5`", "1.5", unavailable),
    of503("`1e3`", "1e3", unavailable),
    of503("`0x10`", "0x10", unavailable),
    of503("two values", "1, 2", unavailable),
    of503("a date that does not exist", "Thu, 31 Feb 2028 10:00:00 GMT", unavailable),
    of503("an ISO date", "2028-02-01T10:00:00Z", unavailable),
    of503("bytes that are not ASCII", "\u00ff\u00fe", unavailable),
    {
      name: "429, `1`",
      expected: { ...refused("rate_limited", 429), requests: 3, resent: 2, retryAfter: 1_000 },
      act: asks("429 Busy", () => "1"),
    },
    {
      name: "429, `3600`",
      expected: { ...refused("rate_limited", 429), retryAfter: HOUR },
      act: asks("429 Busy", () => "3600"),
    },
    {
      name: "429, `soon`",
      expected: { ...refused("rate_limited", 429), requests: 3, resent: 2 },
      act: asks("429 Busy", () => "soon"),
    },
    {
      name: "500, `0`",
      expected: { ...failed(500), retryAfter: 0 },
      act: asks("500 Oh", () => "0"),
    },
    {
      name: "403, `0`",
      expected: { ...refused("forbidden", 403), retryAfter: 0 },
      act: asks("403 Forbidden", () => "0"),
    },
  ],
};
