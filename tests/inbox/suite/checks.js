import { contains, equal, ok, rejection } from "../../runtimes/suite/expect.js";
import { imei, imeis, usage } from "./subject.js";

/** @import { Subject } from "./subject.js" */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Looks at what happens by itself in some inboxes, with ever longer pauses: for a minute, as a machine may be busy. */
const ROUNDS = 50;
const pauseAfter = (/** @type {number} */ round) => Math.min(50 * (round + 1), 2_000);

/** What every inbox does, whatever it stores in. @satisfies {Record<string, (subject: Subject) => Promise<void>>} */
export const checks = {
  async "callbacks count before and after the opening"(subject) {
    await subject.record(usage(imei(1), 10));
    equal(await subject.inbox.read(subject.txid, { limit: 10 }), undefined);
    equal(await subject.open(imeis(3)), { isComplete: false });
    contains(await subject.report(), { state: "waiting", expected: 3, answered: 1, silent: 2, bytesTransferred: 10 });
    equal(await subject.record(usage(imei(0), 20)), { isComplete: false });
    equal(await subject.record(usage(imei(2), 30)), { isComplete: true });
    contains(await subject.report(), {
      state: "complete",
      answered: 3,
      silent: 0,
      unexpected: 0,
      bytesTransferred: 60,
    });
  },

  async "a report may be complete when it is opened"(subject) {
    for (const device of imeis(2)) equal(await subject.record(usage(device)), { isComplete: false });
    equal(await subject.open(imeis(2)), { isComplete: true });
    contains(await subject.report(), { state: "complete", answered: 2 });
    ok(await subject.isDue(), "the report is due");
  },

  async "opening again changes nothing"(subject) {
    await subject.open(imeis(2));
    await subject.record(usage(imei(0)));
    const before = await subject.read({ limit: 10 });
    subject.now += MINUTE;
    equal(await subject.open(imeis(2)), { isComplete: false });
    equal(await subject.read({ limit: 10 }), before);
  },

  async "a repeat is counted, and changes nothing"(subject) {
    await subject.open(imeis(2));
    await subject.record(usage(imei(0), 10));
    const before = await subject.read({ limit: 10 });
    await subject.record({ usage: [{ bytesTransferred: 10, imei: imei(0), numberOfSessions: 1 }] });
    equal((await subject.read({ limit: 10 })).rows, before.rows);
    contains(await subject.report(), { answered: 1, repeated: 1, revised: 0, bytesTransferred: 10 });
  },

  async "of differing messages the latest counts"(subject) {
    await subject.open(imeis(2));
    await subject.record(usage(imei(0), 10));
    await subject.record(usage(imei(0), 25));
    const report = await subject.report();
    contains(report, { answered: 1, repeated: 0, revised: 1, bytesTransferred: 25 });
    contains(device(report.devices, imei(0)), { bytesTransferred: 25, revised: true });
    await subject.record(usage(imei(0), 10));
    contains(await subject.report(), { repeated: 1, bytesTransferred: 25 });
  },

  async "a device that was not asked for is unexpected"(subject) {
    await subject.open(imeis(1));
    await subject.record(usage(imei(7), 10));
    contains(await subject.report(), { expected: 1, answered: 0, silent: 1, unexpected: 1 });
    const { rows } = await subject.read({ limit: 10 });
    equal(
      rows.map(({ imei, expected }) => [imei, expected]),
      [
        [imei(0), true],
        [imei(7), false],
      ],
    );
  },

  async "a fault is kept"(subject) {
    await subject.record({ fault: { code: "900", message: "No report" } });
    await subject.open(imeis(1));
    const { faults, answered } = await subject.report();
    equal([faults?.count, answered], [1, 0]);
  },

  async "a callback may tell of several devices, and of errors"(subject) {
    await subject.open(imeis(300));
    const devices = imeis(250).map((device) => ({ imei: device, numberOfSessions: 2, bytesTransferred: 2 ** 40 }));
    const errors = [{ imei: imei(250), errorMessage: "No such device" }];
    await subject.record({ usage: devices, errors });
    contains(await subject.report(), {
      answered: 251,
      failed: 1,
      silent: 49,
      numberOfSessions: 500,
      bytesTransferred: 250 * 2 ** 40,
    });
  },

  async "a report for every device takes whatever comes"(subject) {
    await subject.open(null);
    for (const device of imeis(3)) equal(await subject.record(usage(device)), { isComplete: false });
    contains(await subject.report(), { state: "waiting", expected: null, silent: null, answered: 3, unexpected: 0 });
    subject.now += 10 * MINUTE;
    contains(await subject.report(), { state: "settled" });
  },

  async "quotes, other scripts and a name for SQL come through"(subject) {
    const txid = `${subject.txid} '; DROP TABLE report; -- "日本" 🛰`;
    const account = `${subject.account} 🛰'`;
    await subject.open(imeis(1), { txid, account });
    await subject.record({ usage: [{ imei: imei(0), note: "“'\u0001🛰", bytesTransferred: 1 }] }, txid);
    contains(await subject.report(txid), { state: "complete" });
    equal((await subject.inbox.list({ accounts: [account], limit: 5 })).reports.length, 1);
  },

  async "names that SQLite would give back cut are none"(subject) {
    await subject.open(imeis(1));
    for (const name of ["1\u0000a", "1\u0000b", "1", "\u0000", "1\u0000a"]) await subject.record(usage(name, 10));
    contains(await subject.report(), { unexpected: 1, repeated: 1, bytesTransferred: 10 });
  },

  async "what nobody opened cannot be read"(subject) {
    await subject.record(usage(imei(0)));
    equal(await subject.inbox.read(subject.txid, { limit: 10 }), undefined);
    equal(await subject.inbox.read(`${subject.txid} other`, { limit: 10 }), undefined);
    equal(await subject.inbox.list({ accounts: [subject.account], limit: 10 }), { reports: [] });
  },

  async "what is no callback is refused, and leaves nothing"(subject) {
    await subject.open(imeis(1));
    const { txid, inbox } = subject;
    const [reason, ...recorded] = await Promise.all([
      rejection(inbox.record({ txid, imeis: [], body: JSON.stringify({ txid }) })),
      // One that comes at the same time is none the worse for it.
      subject.record(usage(imei(0))),
      subject.record(usage(imei(0))),
    ]);
    ok(String(reason).includes("not a callback"), `an error that says so, not: ${reason}`);
    equal(recorded.filter(({ isComplete }) => isComplete).length, 1);
    contains(await subject.report(), { answered: 1, repeated: 1 });
  },

  async "devices are read in pages, and those with news again"(subject) {
    await subject.open(imeis(25));
    const pages = [];
    for (let since = 0; ; ) {
      const { rows } = await subject.read({ since, limit: 10 });
      if (rows.length === 0) break;
      pages.push(rows);
      since = rows.at(-1)?.seq ?? 0;
    }
    equal(
      pages.map((rows) => rows.length),
      [10, 10, 5],
    );
    equal(new Set(pages.flat().map((row) => row.imei)).size, 25);
    equal(pages[0]?.[0]?.seq, 1);

    const last = pages[2]?.[4]?.seq ?? 0;
    for (const index of [17, 3, 40]) await subject.record(usage(imei(index)));
    await subject.record(usage(imei(17)));
    const { rows } = await subject.read({ since: last, limit: 10 });
    equal(
      rows.map((row) => row.imei),
      [imei(17), imei(3), imei(40)],
    );
    ok(
      rows.every(({ seq, device }, index) => seq === last + 1 + index && device !== null),
      "consecutive numbers",
    );
  },

  async "ten thousand devices are expected at once"(subject) {
    const devices = imeis(10_000);
    for (const index of [0, 5_000, 9_999, 20_000]) await subject.record(usage(imei(index), 7));
    await subject.open(devices);
    contains(await subject.report(), { expected: 10_000, answered: 3, silent: 9_997, unexpected: 1 });
    const { rows } = await subject.read({ limit: 20_000 });
    equal(rows.length, 10_001);
    ok(
      rows.every(({ seq }, index) => index === 0 || seq > (rows[index - 1]?.seq ?? 0)),
      "ascending numbers",
    );
    ok(new Set(rows.filter(({ expected }) => expected).map((row) => row.imei)).size === 10_000, "each expected once");

    const some = devices.slice(0, 4_000).map((device) => ({ imei: device, numberOfSessions: 1, bytesTransferred: 7 }));
    await subject.record({ usage: some });
    contains(await subject.report(), { answered: 4_002, repeated: 1, bytesTransferred: 7 * 4_003 });
  },

  async "many at once lose nothing"(subject) {
    await subject.open(imeis(40));
    const all = [...imeis(40), ...imeis(40), ...imeis(20)];
    const recorded = await Promise.all(all.map((device) => subject.record(usage(device, 5))));
    equal(recorded.filter(({ isComplete }) => isComplete).length, 1);
    contains(await subject.report(), { state: "complete", answered: 40, repeated: 60, bytesTransferred: 200 });
  },

  async "lists the latest first, in pages, for the accounts that were asked for"(subject) {
    const [one, other] = [`${subject.account} 1`, `${subject.account} 2`];
    for (let index = 0; index < 7; index++) {
      // Two at a time are opened at the same moment.
      subject.now += index % 2 === 0 ? 1 : 0;
      await subject.open(null, { txid: `${subject.txid} ${index}`, account: index % 3 === 0 ? other : one });
    }
    const names = (/** @type {string[]} */ reports) => reports.map((report) => JSON.parse(report).txid.at(-1)).join("");

    equal(names((await subject.inbox.list({ accounts: [one, other], limit: 10 })).reports), "6543210");
    equal(names((await subject.inbox.list({ accounts: [one], limit: 10 })).reports), "5421");
    equal(names((await subject.inbox.list({ accounts: [one, other, one], limit: 10 })).reports), "6543210");
    equal(await subject.inbox.list({ accounts: [], limit: 10 }), { reports: [] });
    equal(await subject.inbox.list({ accounts: [""], limit: 10 }), { reports: [] });

    let paged = "";
    let pages = 0;
    for (let before; pages === 0 || before !== undefined; pages++) {
      const page = await subject.inbox.list({ accounts: [other, one], before, limit: 3 });
      paged += names(page.reports);
      before = page.next;
    }
    equal([paged, pages], ["6543210", 3]);
    equal(await subject.inbox.list({ accounts: [one], before: "no place", limit: 3 }), { reports: [] });

    equal(Object.keys(await subject.inbox.list({ accounts: [one, other], limit: 7 })), ["reports"]);

    const everyone = await subject.inbox.list({ accounts: "all", limit: 1_000 });
    const mine = everyone.reports.filter((report) => JSON.parse(report).txid.startsWith(`${subject.txid} `));
    equal(names(mine), "6543210");
  },

  async "the first with a key submits, and the others get its answer"(subject) {
    const { inbox } = subject;
    const submission = { caller: subject.account, key: "k" };
    const first = { ...submission, fingerprint: "f" };
    const claims = await Promise.all(Array.from({ length: 20 }, () => inbox.claim(first)));
    equal(claims.filter(({ state }) => state === "new").length, 1);
    equal(claims.filter((claim) => claim.state === "underway" && claim.since === subject.now).length, 19);
    equal(await inbox.claim({ ...submission, fingerprint: "other" }), { state: "other_body" });
    equal(await inbox.claim({ caller: `${subject.account} 2`, key: "k", fingerprint: "f" }), { state: "new" });

    await inbox.answer(submission, '{"status":200}');
    equal((await inbox.claim({ caller: `${subject.account} 2`, key: "k", fingerprint: "f" })).state, "underway");
    subject.now += DAY - 1;
    equal(await inbox.claim(first), { state: "answered", answer: '{"status":200}' });
    equal(await inbox.claim({ ...submission, fingerprint: "other" }), { state: "other_body" });
    subject.now += 1;
    equal(await inbox.claim({ ...submission, fingerprint: "other" }), { state: "new" });
    equal(await inbox.claim({ ...submission, fingerprint: "other" }), { state: "underway", since: subject.now });
  },

  async "a report is due once it is complete, until somebody was told"(subject) {
    await subject.open(imeis(2));
    await subject.record(usage(imei(0)));
    ok(!(await subject.isDue()), "not due as long as it waits");
    await subject.record(usage(imei(1)));
    ok(await subject.isDue(), "due at once");
    ok(await subject.isDue(), "due again, since nobody was told");
    await subject.inbox.told(subject.txid);
    ok(!(await subject.isDue()), "not due once somebody was told");

    equal(await subject.record(usage(imei(1), 99)), { isComplete: false });
    await subject.open(imeis(2));
    subject.now += DAY;
    ok(!(await subject.isDue()), "not due for what comes later");
  },

  async "a report is due once it has settled, which every callback puts off"(subject) {
    await subject.open(imeis(3));
    subject.now += 9 * MINUTE;
    await subject.record(usage(imei(0)));
    subject.now += 9 * MINUTE;
    ok(!(await subject.isDue()), "not due as long as callbacks come");
    subject.now += MINUTE;
    ok(await subject.isDue(), "due ten minutes after the last");
    equal((await subject.inbox.due(0)).length, 0);
    await subject.inbox.told(subject.txid);
    for (const index of [1, 2]) await subject.record(usage(imei(index)));
    contains(await subject.report(), { state: "complete" });
    ok(!(await subject.isDue()), "not due a second time");
  },

  async "callbacks that nobody opened are never due"(subject) {
    await subject.record(usage(imei(0)));
    subject.now += 11 * MINUTE;
    ok(!(await subject.isDue()), "not due");
    await subject.inbox.told(subject.txid);
  },

  async "reports are forgotten 30 days after they were opened"(subject) {
    const start = subject.now;
    subject.now = start - 30 * DAY + 60 * MINUTE;
    const kept = `${subject.txid} kept`;
    await subject.open(imeis(2), { txid: kept, account: subject.account });
    subject.now = start - 30 * DAY;
    // In this order, since Durable Objects may forget each as soon as it is written: the time that it has is over.
    await subject.record(usage(imei(0)));
    await subject.open(imeis(2), { account: subject.account });

    subject.now = start;
    await subject.inbox.sweep();
    await until(async () => (await subject.inbox.read(subject.txid, { limit: 1 })) === undefined);
    await until(async () => (await subject.inbox.list({ accounts: [subject.account], limit: 5 })).reports.length === 1);
    equal((await subject.read({ limit: 10 }, kept)).rows.length, 2);
    ok(!(await subject.isDue()), "what is forgotten is not due");

    await subject.open(imeis(2), { account: subject.account });
    contains(await subject.report(), { answered: 0 });
    ok(
      (await subject.read({ limit: 10 })).rows.every((row) => row.device === null),
      "nothing of what was heard before",
    );
    const { reports } = await subject.inbox.list({ accounts: [subject.account], limit: 5 });
    equal(
      reports.map((report) => JSON.parse(report).txid),
      [subject.txid, kept],
    );
  },

  async "callbacks that nobody opened are forgotten after a day"(subject) {
    const start = subject.now;
    const kept = `${subject.txid} kept`;
    subject.now = start - DAY + 60 * MINUTE;
    await subject.record(usage(imei(0)), kept);
    subject.now = start - DAY;
    const txids = Array.from({ length: ROUNDS }, (_, round) => `${subject.txid} ${round}`);
    for (const txid of txids) await subject.record(usage(imei(0)), txid);

    subject.now = start;
    await subject.inbox.sweep();
    // To open a report is the only way to see what came before, and keeps it: so each look is at another one.
    await until(async (round) => (await answeredOnceOpened(subject, txids[round])) === 0);
    equal(await answeredOnceOpened(subject, kept), 1);
  },
};

/** @param {Subject} subject @param {string | undefined} txid */
async function answeredOnceOpened(subject, txid) {
  await subject.open(imeis(1), { txid });
  return (await subject.report(txid)).answered;
}

/** @param {{ imei: string }[]} devices @param {string} wanted */
function device(devices, wanted) {
  const found = devices.find((one) => one.imei === wanted);
  ok(found !== undefined, `a device ${wanted}`);
  return found;
}

/** @param {(round: number) => Promise<boolean>} fact */
async function until(fact) {
  for (let round = 0; round < ROUNDS; round++) {
    if (await fact(round)) return;
    await new Promise((resolve) => setTimeout(resolve, pauseAfter(round)));
  }
  throw new Error("This was not so within a minute.");
}
