import assert from "node:assert/strict";
import { it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { groupCommit } from "../../pkg/inbox/group-commit.js";

/** A database that holds a list of words, and counts its transactions. */
function startDatabase() {
  /** @type {string[]} */
  let words = [];
  const database = {
    transactions: 0,
    words: () => words,
    /** @param {string} word */
    add: (word) => words.push(word),
    /** @template T @param {() => T} work */
    savepoint(work) {
      const before = [...words];
      try {
        return work();
      } catch (error) {
        words = before;
        throw error;
      }
    },
    /** @template T @param {() => T} work */
    transaction(work) {
      database.transactions++;
      return database.savepoint(work);
    },
  };
  return database;
}

it("writes that come while one is on its way to the disk share a transaction", async () => {
  const database = startDatabase();
  const write = groupCommit(database, () => nextTurn());
  await Promise.all(["a", "b", "c", "d"].map((word) => write(() => database.add(word))));
  assert.deepEqual(database.words(), ["a", "b", "c", "d"]);
  assert.equal(database.transactions, 2);
  await nextTurn();
  assert.equal(await write(() => "later"), "later");
});

it("a write that throws undoes what it did, and nothing of those that share its transaction", async () => {
  const database = startDatabase();
  const write = groupCommit(database, () => nextTurn());
  const failing = () => {
    database.add("half");
    throw new Error("in the middle");
  };
  const outcomes = await Promise.allSettled([
    write(() => database.add("first")),
    write(() => database.add("second")),
    write(failing),
    write(() => database.add("third")),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled"],
  );
  assert.deepEqual(database.words(), ["first", "second", "third"]);
});

it("all that share a transaction hear that it failed, and the next is tried", async () => {
  const database = startDatabase();
  let isFull = true;
  const write = groupCommit(
    {
      ...database,
      transaction: (work) => {
        if (isFull) throw new Error("the disk is full");
        return database.transaction(work);
      },
    },
    () => Promise.reject(new Error("the disk is full")),
  );
  const outcomes = await Promise.allSettled(["a", "b"].map((word) => write(() => database.add(word))));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  isFull = false;
  await nextTurn();
  await write(() => database.add("c"));
  assert.deepEqual(database.words(), ["c"]);
});
