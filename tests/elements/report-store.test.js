import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { median, sum } from "../../pkg-template/elements/report/figures.js";
import { countFiltered, TOP } from "../../pkg-template/elements/report/filters.js";
import { missing, readSearch } from "../../pkg-template/elements/report/find.js";
import { groupsBy } from "../../pkg-template/elements/report/groups.js";
import { binOf, histogram, largest, startOf, ZERO } from "../../pkg-template/elements/report/histogram.js";
import { reasonsOf } from "../../pkg-template/elements/report/reasons.js";
import { select as selecting } from "../../pkg-template/elements/report/select.js";
import { DeviceStore, stateNames } from "../../pkg-template/elements/report/store.js";

/** @import { ReportDevice } from "../../pkg-template/gateway.js" */
/** @import { Selection } from "../../pkg-template/elements/report/select.js" */

const imeis = fc.integer({ min: 0, max: 30 }).map((number) => `4901542032375${number + 10}`);
const count = fc.oneof(
  fc.nat(),
  fc.constant(0),
  fc.bigInt({ min: 2n ** 53n, max: 10n ** 30n }).map(String),
  fc.constant(undefined),
  fc.constantFrom("many", -1, 1.5, null),
);

/** @type {fc.Arbitrary<ReportDevice>} */
const devices = fc.record(
  {
    imei: imeis,
    state: fc.constantFrom(...stateNames),
    expected: fc.boolean(),
    revised: fc.constant(/** @type {const} */ (true)),
    numberOfSessions: count,
    bytesTransferred: count,
    error: fc.record({ errorMessage: fc.constantFrom("Not active", "Not found") }, { requiredKeys: [] }),
  },
  { requiredKeys: ["imei", "state", "expected"] },
);

/** @param {readonly ReportDevice[]} batch @param {DeviceStore} [store] */
function stored(batch, store = new DeviceStore()) {
  store.put(batch);
  return store;
}

/** @param {Partial<Selection>} [selection] @returns {Selection} */
function selection(selection = {}) {
  return { filter: "all", search: readSearch(""), ...selection };
}

/** All of it in one go. @param {DeviceStore} store @param {Selection} selection @returns {number[]} */
function select(store, selection) {
  const work = selecting(store, selection);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** @param {string} imei @param {Partial<ReportDevice>} [rest] @returns {ReportDevice} */
function device(imei, rest = {}) {
  return { imei, state: "reported", expected: true, numberOfSessions: 1, bytesTransferred: 1, ...rest };
}

describe("the devices of a report", () => {
  it("has each device once, as it was heard of last, however the events were cut", () => {
    fc.assert(
      fc.property(fc.array(devices), fc.nat(), (all, cut) => {
        const answers = all.filter(({ state }) => state === "reported" || state === "failed");
        const at = cut % (answers.length + 1);
        const store = stored(answers.slice(at), stored(answers.slice(0, at)));
        const latest = new Map(answers.map((answer) => [answer.imei, answer]));
        assert.deepEqual([...store.imeis], [...latest.keys()]);
        for (const [imei, { state, bytesTransferred: bytes }] of latest) {
          const row = store.rowOf(imei) ?? -1;
          assert.equal(stateNames[store.states[row]], state);
          const written = bytes == null ? "" : typeof bytes === "string" ? bytes : JSON.stringify(bytes);
          assert.equal(store.written("bytes", row), written);
        }
      }),
    );
  });

  it("keeps an answer when another report was not answered", () => {
    const store = stored([device("1"), device("1", { state: "silent" })]);
    assert.equal(stateNames[store.states[0]], "reported");
  });

  it("counts who has not answered as silent once nobody waits", () => {
    const store = stored([device("1", { state: "waiting" }), device("2")]);
    store.settle();
    assert.deepEqual(
      store.states.map((state) => stateNames[state]),
      ["silent", "reported"],
    );
  });
});

describe("sums and medians", () => {
  it("are exact, beyond 2^53 as well", () => {
    assert.equal(sum(["9007199254740993", 2, "100000000000000000000"]), 100009007199254740995n);
  });

  it("know the middle", () => {
    assert.equal(median([5, 1, 100]), 5);
    assert.equal(median([4, 1, 2, 100]), 3);
    assert.equal(median([]), undefined);
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, size: "large" }), (numbers) => {
        const sorted = numbers.toSorted((one, other) => one - other);
        const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
        assert.equal(median(numbers), (low + high) / 2);
      }),
    );
  });
});

describe("filters, sorting and search", () => {
  it("show as many devices as each filter says, each once", () => {
    fc.assert(
      fc.property(fc.array(devices), (all) => {
        const store = stored(all);
        const counts = countFiltered(store);
        for (const [filter, expected] of Object.entries(counts)) {
          const rows = select(store, selection({ filter: /** @type {"all"} */ (filter) }));
          assert.equal(rows.length, expected, filter);
          assert.equal(new Set(rows).size, expected, filter);
        }
      }),
    );
  });

  it("tell what each filter is about", () => {
    const store = stored([
      device("1", { bytesTransferred: 0 }),
      device("2", { state: "silent", bytesTransferred: undefined }),
      device("3", { state: "failed", bytesTransferred: undefined, error: { errorMessage: "Not active" } }),
      device("4", { expected: false, bytesTransferred: 7 }),
      device("5", { revised: true, bytesTransferred: 9 }),
    ]);
    const shown = (/** @type {Selection["filter"]} */ filter) =>
      select(store, selection({ filter })).map((row) => store.imeis[row]);
    assert.deepEqual(shown("noBytes"), ["1"]);
    assert.deepEqual(shown("silent"), ["2"]);
    assert.deepEqual(shown("errors"), ["3"]);
    assert.deepEqual(shown("unexpected"), ["4"]);
    assert.deepEqual(shown("revised"), ["5"]);
    assert.deepEqual(shown("top"), ["5", "4", "1"]);
  });

  it("leave the devices with the most bytes", () => {
    const store = stored(Array.from({ length: 300 }, (_, index) => device(`${index}`, { bytesTransferred: index })));
    const rows = select(store, selection({ filter: "top" }));
    assert.equal(rows.length, TOP);
    assert.deepEqual([rows[0], rows.at(-1)], [299, 200]);
  });

  it("sort both ways, those without the value last", () => {
    fc.assert(
      fc.property(fc.array(devices), fc.boolean(), (all, isDescending) => {
        const store = stored(all);
        const rows = select(store, selection({ sort: { key: "bytes", isDescending } }));
        const bytes = rows.map((row) => store.bytes[row]);
        const known = bytes.filter((each) => !Number.isNaN(each));
        assert.ok(bytes.slice(known.length).every(Number.isNaN));
        assert.deepEqual(
          known,
          [...known].sort((a, b) => (isDescending ? b - a : a - b)),
        );
      }),
    );
  });

  it("sort many devices in pieces, none of them long, as they would be sorted at once", () => {
    const store = stored(
      Array.from({ length: 20_000 }, (_, index) => device(`${index}`, { bytesTransferred: (index * 7919) % 1_000 })),
    );
    const work = selecting(store, selection({ sort: { key: "bytes", isDescending: true } }));
    let pieces = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) pieces++;
    assert.ok(pieces > 60, `${pieces} pieces`);
    const all = Array.from(store.imeis.keys());
    assert.deepEqual(
      step.value,
      all.sort((one, other) => store.bytes[other] - store.bytes[one] || one - other),
    );
  });

  it("find a part of an IMEI, an own column, an error; and several IMEIs that were pasted", () => {
    const store = stored([
      device("490154203237518"),
      device("490154203237526"),
      device("356938035643809", { state: "failed", error: { errorMessage: "Device not ACTIVE" } }),
    ]);
    store.columns = { names: ["Site"], rows: new Map([["490154203237526", ["Aachen"]]]) };
    const found = (/** @type {string} */ text) => select(store, selection({ search: readSearch(text) }));
    assert.deepEqual(found("75"), [0, 1]);
    assert.deepEqual(found(" aach"), [1]);
    assert.deepEqual(found("not active"), [2]);
    const pasted = "490154203237518\n356938035643809, 111111111111111";
    assert.deepEqual(found(pasted), [0, 2]);
    assert.deepEqual(missing(store, readSearch(pasted)), ["111111111111111"]);
  });
});

describe("the distribution", () => {
  it("puts every figure into the bin that holds it, and zero into its own", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.maxSafeInteger().map(Math.abs), fc.constant(0), fc.constant(Number.NaN))),
        (bytes) => {
          const bins = histogram(bytes);
          const known = bytes.filter((each) => !Number.isNaN(each));
          assert.equal(bins[0]?.bin, ZERO);
          assert.equal(
            bins.reduce((total, bin) => total + bin.count, 0),
            known.length,
          );
          for (const { bin, count } of bins.slice(1)) {
            const [from, to] = [startOf(bin), startOf(bin + 1)];
            const inside = known.filter((each) => each >= from && each < to);
            assert.equal(inside.length, count);
            assert.ok(inside.every((each) => binOf(each) === bin));
          }
        },
      ),
    );
  });

  it("has edges at 1, 2 and 5 of each power of ten", () => {
    for (const edge of [1, 2, 5, 10, 1000, 2000, 1e15, 2e15]) {
      assert.equal(binOf(edge), (binOf(edge - 0.5) ?? 0) + 1, String(edge));
    }
  });

  it("knows the largest", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 5 }), (bytes, most) => {
        const rows = largest(bytes, most);
        const sorted = bytes.filter((each) => each > 0).sort((one, other) => other - one);
        assert.deepEqual(
          rows.map((row) => bytes[row]),
          sorted.slice(0, most),
        );
      }),
    );
  });
});

describe("groups and reasons", () => {
  it("has every device in one group, with totals that add up", () => {
    fc.assert(
      fc.property(fc.array(devices), fc.array(fc.constantFrom("A", "B", "")), (all, sites) => {
        const store = stored(all);
        store.columns = { names: ["Site"], rows: new Map(store.imeis.map((imei, row) => [imei, [sites[row] ?? ""]])) };
        const groups = groupsBy(store, 0);
        for (const { name, devices } of groups) {
          assert.equal(devices, store.imeis.filter((_, row) => (sites[row] ?? "") === name).length);
        }
        assert.equal(
          groups.reduce((total, group) => total + group.devices, 0),
          store.size,
        );
        const figures = store.imeis.map((_, row) => row).filter((row) => !Number.isNaN(store.bytes[row]));
        assert.equal(
          sum(groups.map((group) => String(group.bytes))),
          sum(figures.map((row) => store.written("bytes", row))),
        );
      }),
    );
  });

  it("names the devices of each reason, and what to do", () => {
    const failed = (/** @type {string} */ imei, /** @type {ReportDevice["error"]} */ error) =>
      device(imei, { state: "failed", ...(error && { error }) });
    const store = stored([
      failed("1", { errorMessage: "Not in this account", httpStatusCode: "404", errorCode: "NOT_FOUND" }),
      failed("2", { errorMessage: "Broken", httpStatusCode: "503" }),
      failed("3", { errorMessage: "Broken", httpStatusCode: "503" }),
      failed("4", {}),
      device("5"),
    ]);
    const reasons = reasonsOf(store);
    assert.deepEqual(
      reasons.map(({ message, imeis }) => [message, imeis]),
      [
        ["Broken", ["2", "3"]],
        ["Not in this account", ["1"]],
        ["No reason was given", ["4"]],
      ],
    );
    assert.match(reasons[0]?.advice ?? "", /again later/);
    assert.equal(reasons[1]?.code, "NOT_FOUND · 404");
  });
});
