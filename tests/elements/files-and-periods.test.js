import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { csvBlob, readCsv } from "../../pkg-template/elements/csv.js";
import { lastDays, periodText } from "../../pkg-template/elements/request/period.js";
import { readFile } from "../../pkg-template/elements/request/read-file.js";

describe("a file", () => {
  const text = "Müller;490154203237518\n";
  const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, "utf16le")]);
  const swapped = Uint8Array.from([0xfe, 0xff, ...Buffer.from(text, "utf16le").swap16()]);

  for (const [name, bytes] of /** @type {const} */ ([
    ["UTF-8", Uint8Array.from(Buffer.from(text))],
    ["UTF-8 with a mark", Uint8Array.from(Buffer.from(`\uFEFF${text}`))],
    ["UTF-16", utf16],
    ["UTF-16, the other way round", swapped],
    ["UTF-16 without a mark", utf16.slice(2)],
    ["UTF-16 without a mark, the other way round", swapped.slice(2)],
    ["Windows-1252", latin],
  ])) {
    it(`is read as ${name}`, async () => assert.deepEqual(await readFile(new Blob([bytes])), { text }));
  }

  it("in UTF-16 is read although it was cut within a character", async () => {
    const read = await readFile(new Blob([utf16, Uint8Array.from([0x38])]));
    assert.deepEqual(read, { text: `${text}\uFFFD` });
  });

  for (const [name, bytes, words] of /** @type {const} */ ([
    ["an .xlsx", [0x50, 0x4b, 3, 4, 20], /spreadsheet/],
    ["an .xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1], /spreadsheet/],
    ["a PDF", [0x25, 0x50, 0x44, 0x46, 0x2d], /PDF/],
  ])) {
    it(`is explained when it is ${name}`, async () => {
      const read = await readFile(new Blob([Uint8Array.from(bytes)]));
      assert.match("problem" in read ? read.problem : "", words);
    });
  }
});

describe("CSV", () => {
  it("is written as it is read, with the mark for Excel, and no formula", async () => {
    const rows = [
      ["line", 'te"xt', "a,b"],
      [7, "=1+1", "two\nlines"],
      [8, "490154203237518", "a; =1"],
    ];
    const bytes = new Uint8Array(await csvBlob(rows).arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const cells = [...readCsv(new TextDecoder().decode(bytes), ",")].map((row) => row.cells);
    assert.deepEqual(cells, [
      ["line", 'te"xt', "a,b"],
      ["7", "'=1+1", "two\nlines"],
      ["8", "\t490154203237518", "a; '=1"],
    ]);
  });
});

describe("a period", () => {
  const now = Date.parse("2026-03-10T23:30:00Z");

  it("of the last days ends today, in UTC, and keeps to the limit", () => {
    assert.deepEqual(lastDays(7, now), { startDate: "2026-03-03", endDate: "2026-03-10" });
    assert.deepEqual(lastDays(180, now), { startDate: "2025-09-11", endDate: "2026-03-10" });
  });

  it("is said in words, in UTC and by the reader's clock", () => {
    assert.match(
      periodText("2026-05-01", "2026-05-31"),
      /^1\s*–\s*31 May 2026, days in UTC, 30 days apart\. It begins /,
    );
    assert.match(periodText("2026-05-01", "2026-05-02"), /1 day apart/);
    assert.match(periodText("2026-05-01", ""), /^From 1 May 2026.*to the latest/);
    assert.match(periodText("", "2026-05-31"), /^From the earliest.*to 31 May 2026/);
    assert.match(periodText("", ""), /180 days/);
    assert.equal(periodText("2026-05-02", "2026-05-01"), "", "the core says what is wrong with it");
  });
});
