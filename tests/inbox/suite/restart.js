import { contains, equal, ok } from "../../runtimes/suite/expect.js";
import { imei, imeis, usage } from "./subject.js";

/** @import { Subject } from "./subject.js" */

const claims = (/** @type {Subject} */ { account }) => ({ caller: account, key: "k", fingerprint: "f" });

/** What is done before the inbox is started again on the same files. @param {Subject} subject */
export async function before(subject) {
  await subject.record(usage(imei(0), 10));
  await subject.open(imeis(3), { account: subject.account });
  await subject.record(usage(imei(1), 20));
  await subject.inbox.claim(claims(subject));
  await subject.inbox.claim({ ...claims(subject), key: "answered" });
  await subject.inbox.answer({ ...claims(subject), key: "answered" }, "the answer");
}

/** What is found then. @param {Subject} subject */
export async function after(subject) {
  contains(await subject.report(), { state: "waiting", answered: 2, silent: 1, repeated: 0, bytesTransferred: 30 });
  equal((await subject.inbox.list({ accounts: [subject.account], limit: 10 })).reports.length, 1);
  equal((await subject.inbox.claim(claims(subject))).state, "underway");
  equal(await subject.inbox.claim({ ...claims(subject), key: "answered" }), {
    state: "answered",
    answer: "the answer",
  });

  await subject.record(usage(imei(1), 20));
  equal(await subject.record(usage(imei(2), 30)), { isComplete: true });
  contains(await subject.report(), { state: "complete", answered: 3, repeated: 1, bytesTransferred: 60 });
  const { rows } = await subject.read({ limit: 10 });
  equal(
    rows.map((row) => row.imei),
    [imei(0), imei(1), imei(2)],
  );
  ok(await subject.isDue(), "the report is due");
}
