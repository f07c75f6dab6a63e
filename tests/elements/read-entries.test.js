import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readEntries } from "../../pkg-template/elements/request/read-entries.js";
import { imeis } from "../package/fixtures/requests.js";

const [a = "", b = "", c = ""] = imeis(3);
const known = imeis(500);

/** @param {string} text */
const read = (text) => {
  const { names, entries } = readEntries(text);
  return { names, entries: [...entries] };
};

/** @param {string} text */
const found = (text) => read(text).entries.map(({ imei }) => imei);

describe("a list of devices in any layout", () => {
  const imei = fc.constantFrom(...known);
  const dressed = imei.chain((digits) =>
    fc
      .constantFrom(
        digits,
        `"${digits}"`,
        `'${digits}'`,
        `'${digits}`,
        `="${digits}"`,
        `“${digits}”`,
        `${digits.slice(0, 2)}-${digits.slice(2, 8)}-${digits.slice(8, 14)}-${digits.slice(14)}`,
        `${digits.slice(0, 6)}/${digits.slice(6, 8)}/${digits.slice(8, 14)}/${digits.slice(14)}`,
        `IMEI: ${digits}`,
        `${digits}.0`,
      )
      .map((text) => ({ digits, text })),
  );
  const separator = fc.constantFrom(
    "\n",
    "\r\n",
    "\r",
    ",",
    ", ",
    ";",
    "\t",
    " , ",
    "\n\n",
    "  \n",
    ",\n",
    " # note\n",
    "|",
  );

  it("gives back every IMEI, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(dressed, separator), { maxLength: 30 }), (parts) => {
        const text = parts.map(([{ text }, between]) => text + between).join("");
        assert.deepEqual(
          found(text),
          parts.map(([{ digits }]) => digits),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("gives back every IMEI of a list with spaces", () => {
    fc.assert(
      fc.property(fc.array(imei, { minLength: 1, maxLength: 20 }), (list) => {
        assert.deepEqual(found(list.join(" ")), list);
      }),
    );
  });

  it("reads no text wrongly enough to throw, and counts its lines", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { line } of read(text).entries) assert.ok(line >= 1 && line <= lines);
      }),
      { numRuns: 2000 },
    );
  });

  it("knows the line of each, what is ignored, and what is no IMEI", () => {
    assert.deepEqual(read(`# fleet\n\n${a} # van\nTruck\n  ${b},${c}\n4.9E+14`).entries, [
      { line: 3, text: a, imei: a, cells: ["van"] },
      { line: 4, text: "Truck", imei: undefined },
      { line: 5, text: b, imei: b },
      { line: 5, text: c, imei: c },
      { line: 6, text: "4.9E+14", imei: undefined },
    ]);
  });

  it("takes commas in comments for no table", () => {
    const { names, entries } = read(`${a} # Van 7, Bonn\n${b} # Van 8, Köln`);
    assert.deepEqual(names, []);
    assert.deepEqual(
      entries.map(({ imei, cells }) => [imei, cells]),
      [
        [a, ["Van 7, Bonn"]],
        [b, ["Van 8, Köln"]],
      ],
    );
  });

  it("takes 14 and 16 digits along, and no account number", () => {
    assert.deepEqual(found(`${a.slice(0, 14)}\n${a}1\n0000123456-00001 ${b}`), [a.slice(0, 14), `${a}1`, b]);
  });

  it("skips a heading, and the mark of UTF-8", () => {
    assert.deepEqual(found(`\uFEFFIMEI\n${a}\n`), [a]);
    assert.deepEqual(found(`Device ID's\n${a}\n`), [a]);
  });
});

describe("a table", () => {
  const name = fc.string({ unit: fc.constantFrom(...'aé \t;,"#\n1'), maxLength: 12 }).map((text) => text.trim());

  it("gives back the IMEIs and the further columns, whatever is quoted", () => {
    const row = fc.tuple(fc.constantFrom(...known), name, name);
    const between = fc.constantFrom(",", ";", "\t");
    const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), between, lineEnd, (rows, separator, end) => {
        const quoted = (/** @type {string} */ cell) => `"${cell.replaceAll('"', '""')}"`;
        const text = [["Name", "IMEI", "Site"], ...rows.map(([imei, one, two]) => [one, imei, two])]
          .map((cells) => cells.map(quoted).join(separator))
          .join(end);
        const { names, entries } = read(text);
        assert.deepEqual(names, ["Name", "Site"]);
        assert.deepEqual(
          entries.map(({ imei, cells }) => [imei, ...(cells ?? [])]),
          rows,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("finds the column of IMEIs by what is in it", () => {
    const { names, entries } = read(
      `Van,0000123456-00001,${a},310150123456789\nBus,0000123456-00001,${b},310150123456788`,
    );
    assert.deepEqual(names, ["Column 1", "Column 2", "Column 4"]);
    assert.deepEqual(
      entries.map(({ imei }) => imei),
      [a, b],
    );
  });

  it("has Excel's line about the separator before it", () => {
    for (const mark of ["sep=;", "\uFEFFsep=;", "SEP=;"]) {
      const { names, entries } = read(`${mark}\r\nIMEI;Name\r\n${a};Van\r\n${b};Car\r\n`);
      assert.deepEqual(names, ["Name"]);
      assert.deepEqual(
        entries.map(({ line, imei, cells }) => [line, imei, cells]),
        [
          [3, a, ["Van"]],
          [4, b, ["Car"]],
        ],
      );
    }
  });

  it("shows the line that a row begins on", () => {
    const { entries } = read(`Name;IMEI\n"a\nb";${a}\nc;nothing`);
    assert.deepEqual(entries, [
      { line: 2, text: a, imei: a, cells: ["a\nb"] },
      { line: 4, text: "nothing", imei: undefined, cells: ["c"] },
    ]);
  });

  it("keeps to the column of its name when a spreadsheet has spoilt all of it", () => {
    const { names, entries } = read("Name\tIMEI\nVan\t4.9E+14\nBus\t3,5E+14\n");
    assert.deepEqual(names, ["Name"]);
    assert.deepEqual(
      entries.map(({ text }) => text),
      ["4.9E+14", "3,5E+14"],
    );
  });

  it("is none when every line is a list", () => {
    const { names } = read(`${a},${b}\n${b},${c}\n`);
    assert.deepEqual(names, []);
    assert.deepEqual(found(`${a},${b}\n${b},${c}\n`), [a, b, b, c]);
  });

  it("does not let a stray quote swallow the rest", () => {
    assert.deepEqual(found(`Name,IMEI\n"Van,${a}\n5" screen,${b}\n`), [a, b]);
  });
});
