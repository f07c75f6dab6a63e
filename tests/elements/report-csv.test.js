import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import fc from "fast-check";
import { cell, line, readCell, textCell } from "../../pkg-template/elements/cells.js";
import { readCsv } from "../../pkg-template/elements/csv.js";
import { compare, readEarlier } from "../../pkg-template/elements/report/comparison.js";
import { reportCsv } from "../../pkg-template/elements/report/report-csv.js";
import { DeviceStore } from "../../pkg-template/elements/report/store.js";

/** @type {{ texts: Record<string, string>, imeis: Record<string, string> }} */
const cells = JSON.parse(await readFile(new URL("../spreadsheet/cells.json", import.meta.url), "utf8"));
const odd = fc.string({ unit: fc.constantFrom(..."=+-@＝'\t\r\n;, \"0a\u200b") });

describe("cells of CSV", () => {
  it("come back exactly", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.string(), fc.nat().map(String)), { minLength: 2 }), (texts) => {
        const [row] = readCsv(line(texts.map(cell)), ",");
        assert.deepEqual(row?.cells.map(readCell), texts);
      }),
    );
  });

  it("begin no formula, wherever a spreadsheet may see the start of a cell", () => {
    fc.assert(
      fc.property(odd, (text) => {
        for (const part of cell(text).split(/[;,\t\r\n]/)) assert.doesNotMatch(part, /^[\s"]*[=+\-@＝]/);
      }),
    );
  });

  it("are those of the gateway", () => {
    for (const [text, expected] of Object.entries(cells.texts)) assert.equal(cell(text), expected);
    for (const [imei, expected] of Object.entries(cells.imeis)) assert.equal(textCell(imei), expected);
    assert.ok(Object.keys(cells.texts).length > 50);
  });
});

describe("the CSV of a report", () => {
  const store = new DeviceStore();
  store.put([
    {
      imei: "490154203237518",
      state: "reported",
      expected: true,
      numberOfSessions: 3,
      bytesTransferred: "9007199254740993",
    },
    {
      imei: "356938035643809",
      state: "failed",
      expected: false,
      revised: true,
      error: { errorMessage: "=not active", errorCode: "E1" },
    },
  ]);
  store.columns = { names: ["Site"], rows: new Map([["490154203237518", ["Köln, Süd"]]]) };

  it("has the gateway's columns, then the reader's own", () => {
    assert.equal(
      [...reportCsv(store, [0, 1])].join(""),
      "\uFEFFimei,state,expected,revised,numberOfSessions,bytesTransferred,errorCode,errorMessage,httpStatusCode,detailErrorMessage,Site\r\n" +
        '"\t490154203237518",reported,true,false,3,"\t9007199254740993",,,,,"Köln, Süd"\r\n' +
        '"\t356938035643809",failed,false,true,,,E1,"\'=not active",,,\r\n',
    );
  });

  it("can be compared with a later report", async () => {
    const earlier = await readEarlier([...reportCsv(store, [0, 1])].join(""));
    assert.deepEqual([...earlier], [["490154203237518", 9007199254740992]]);
  });
});

describe("an earlier CSV", () => {
  it("may come from elsewhere", async () => {
    assert.deepEqual(
      [...(await readEarlier('Name;IMEI;Total bytes\n"A;B";490154203237518;12\n'))],
      [["490154203237518", 12]],
    );
    assert.deepEqual([...(await readEarlier("bytes\timei\r\n7\t490154203237518\r\n"))], [["490154203237518", 7]]);
  });

  it("that cannot be used says why", async () => {
    await assert.rejects(readEarlier("a,b\n1,2\n"), /must name a column “imei”/);
    await assert.rejects(readEarlier("imei,bytes\n"), /no line with both an IMEI and a number of bytes/);
  });

  it("tells what has changed", () => {
    const store = new DeviceStore();
    const reported = (/** @type {string} */ imei, /** @type {number} */ bytesTransferred) =>
      /** @type {const} */ ({ imei, state: "reported", expected: true, bytesTransferred });
    store.put([reported("1", 10), reported("2", 5), reported("3", 1)]);
    store.earlier = new Map(Object.entries({ 1: 4, 2: 9, 4: 100 }));
    assert.deepEqual(compare(store, store.earlier), { common: 2, change: 2, added: 1, gone: 1 });
    assert.equal(store.change(0), 6);
  });
});
