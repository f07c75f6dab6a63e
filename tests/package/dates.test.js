import assert from "node:assert/strict";
import { describe, it } from "node:test";
import vm from "node:vm";
import fc from "fast-check";
import { installPackage } from "./fixtures/installed-package.js";
import { issueAssertions } from "./fixtures/issues.js";
import { request } from "./fixtures/requests.js";

const { api } = await installPackage();
const { passes, fails } = issueAssertions(api);

const minute = 60_000;
const day = 24 * 60 * minute;
const recently = new Date(Date.now() - 10 * day);

/** @param {unknown} startDate @param {unknown} [endDate] */
const from = (startDate, endDate) => ({ ...request, startDate, endDate });

describe("a date", () => {
  it("is a day or a moment in ISO 8601, or a Date", async () => {
    const moments = [
      "",
      "T08:30",
      "T08:30Z",
      "T23:59:59",
      "T23:59:59.999Z",
      "T23:59:59.9",
      "T08:30:00.123456",
      "T08:30:00.123456789Z",
      "T00:00+02:00",
      "T00:00:00.000-23:59",
    ];
    for (const moment of moments) await passes(from(`2026-02-28${moment}`, "2026-06-01"));
    for (const date of [recently, Object.freeze(new Date(recently)), vm.runInNewContext("new Date()")]) {
      await passes(from(date));
    }
  });

  it("may be absent", async () => {
    for (const absent of [undefined, null]) await passes(from(absent, absent));
    await passes(from(undefined, "1999-01-01"));
    await passes(from(recently, null));
  });

  it("exists", async () => {
    for (const leapDay of ["2024-02-29", "2000-02-29"]) await passes(from(leapDay, leapDay));
    const impossible = [
      "2025-02-29",
      "1900-02-29",
      "2100-02-29",
      "2026-02-30",
      "2026-04-31",
      "2026-13-01",
      "2026-00-10",
    ];
    const times = ["T24:00", "T08:60", "T08:30:60", "T08:30+24:00", "T08:30+02:60"];
    for (const text of [...impossible, "2026-01-00", "2026-01-32", ...times.map((time) => `2026-01-01${time}`)]) {
      await fails(from(text), ["startDate: date_format"]);
      await fails(from(undefined, text), ["endDate: date_format"]);
    }
  });

  it("is not written in another way", async () => {
    const days = [
      "banana",
      "2026",
      "2026-01",
      "20260101",
      "01/02/2026",
      "2026-1-1",
      "26-01-01",
      "2026-W01-1",
      "2026-001",
    ];
    const times = [
      "T",
      "T8:30",
      "T08",
      " 08:30",
      "t08:30",
      "T08:30z",
      "T08:30:00.",
      "T08:30:00.1234567890",
      "T08:30:00,5",
      "T08:30+0200",
      "T08:30Z+02:00",
    ];
    const odd = [
      "2026-01-01 ",
      " 2026-01-01",
      "２０２６-01-01",
      "2026-01-01\0",
      "+002026-01-01",
      "-2026-01-01",
      "\ud800",
    ];
    for (const text of [...days, ...times.map((time) => `2026-01-01${time}`), ...odd, "0", "2".repeat(100_000)]) {
      await fails(from(text, "2026-01-02"), ["startDate: date_format"]);
    }
    for (const text of ["", "  "]) await fails(from(text, text), ["startDate: empty", "endDate: empty"]);
  });

  it("is of the right type", async () => {
    const wrong = [
      0,
      1767225600000,
      Number.NaN,
      20260101n,
      true,
      {},
      [],
      ["2026-01-01"],
      Symbol("date"),
      () => recently,
    ];
    for (const value of [...wrong, new Date("banana"), new Date(Number.NaN), new String("2026-01-01")]) {
      await fails(from(value), ["startDate: type"]);
      await fails(from("2026-01-01", value), ["endDate: type"]);
    }
  });
});

describe("a period", () => {
  it("may be 180 days long, and not a millisecond longer", async () => {
    await passes(from("2026-01-01", "2026-06-30"));
    await passes(from("2026-01-01T00:00", "2026-06-30T00:00:00.000Z"));
    await fails(from("2026-01-01T00:00", "2026-06-30T00:00:00.001Z"), ["endDate: date_range"]);
    await fails(from("2026-01-01", "2026-07-01"), ["endDate: date_range"]);
    await passes(from(new Date(0), new Date(180 * day)));
    await fails(from(new Date(0), new Date(180 * day + 1)), ["endDate: date_range"]);
    // The offsets count: this is 180 days, and an hour.
    await fails(from("2026-01-01T00:00+01:00", "2026-06-30T00:00Z"), ["endDate: date_range"]);
  });

  it("ends now when it has no end", async () => {
    const longest = Date.now() - 180 * day;
    await passes(from(new Date(longest + minute)));
    await fails(from(new Date(longest - minute)), ["startDate: date_range"]);
    await fails(from("2000-01-01"), ["startDate: date_range"]);
  });

  it("does not end before it starts", async () => {
    await passes(from("2026-01-01", "2026-01-01"));
    await fails(from("2026-01-02", "2026-01-01"), ["endDate: date_order"]);
    await fails(from("2026-01-01T00:00:00.001", "2026-01-01"), ["endDate: date_order"]);
    await passes(from("2026-01-01T00:00+02:00", "2025-12-31T22:00Z"));
    await fails(from("2026-01-01T00:00+02:00", "2025-12-31T21:59:59.999Z"), ["endDate: date_order"]);
  });

  it("is judged as the platform's own Date would, over four thousand years", async () => {
    const moment = fc.date({ min: new Date("0001-01-01"), max: new Date("4000-01-01"), noInvalidDate: true });
    const length = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -day, max: 360 * day }));
    const spelling = fc.constantFrom(
      (/** @type {Date} */ date) => date,
      (/** @type {Date} */ date) => date.toISOString(),
      (/** @type {Date} */ date) => date.toISOString().slice(0, -1),
    );
    await fc.assert(
      fc.asyncProperty(
        moment,
        length,
        fc.boolean(),
        spelling,
        spelling,
        async (start, span, fromLimit, first, last) => {
          const between = fromLimit ? span + 180 * day : span;
          const { issues } = await api.validateAggregate(from(first(start), last(new Date(start.getTime() + between))));
          const expected = between < 0 ? ["date_order"] : between > 180 * day ? ["date_range"] : [];
          assert.deepEqual(
            issues.map((issue) => issue.code),
            expected,
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
