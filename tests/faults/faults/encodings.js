import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { answers, lost, noReceipt, on, plain, receipt, receiptText, replyText, sends, unclear } from "../fault.js";

/** @import { Exchange } from "../server/exchange.js" */

const gzip = { "content-encoding": "gzip" };

const zipped = gzipSync(receiptText);

/** The header of a gzip file. */
const gzipHead = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** 4 MiB of blanks in 4 kB, which may stand any number of times after each other. */
const block = deflateRawSync(Buffer.alloc(4 * 2 ** 20, " "), { finishFlush: constants.Z_FULL_FLUSH });

/** As much as 64 GiB. @param {string} status */
const bomb =
  (status) =>
  async (/** @type {Exchange} */ { write, writeForEver }) => {
    await write(replyText(status, gzip, gzipHead));
    await writeForEver(block);
  };

/** Bytes of UTF-8 with one between that is none. @param {string} before @param {string} after */
const broken = (before, after) => Buffer.concat([Buffer.from(before), Uint8Array.of(0xff), Buffer.from(after)]);

/** @type {import("../fault.js").Group} */
export const encodings = {
  title: "Compression and characters",
  about: "At most 1 MiB of a body is read, counted after decompression.",
  faults: [
    { name: "a gzipped receipt", expected: receipt, act: answers(zipped, gzip) },
    { name: "an endless gzip bomb", expected: noReceipt, act: bomb("200 OK") },
    {
      name: "an endless gzip bomb in a 400",
      expected: { kind: "bad_request", status: 400, mayBeQueued: false, requests: 1, resent: 1 },
      act: bomb("400 Bad Request"),
    },
    {
      name: "a gzip bomb of 1 GiB inside gzip",
      expected: noReceipt,
      act: answers(gzipSync(gzipBomb()), { "content-encoding": "gzip, gzip" }),
    },
    {
      name: "a body that is not gzip but says so",
      expected: lost,
      except: { webkit: receipt },
      act: answers(receiptText, gzip),
    },
    {
      name: "truncated gzip",
      expected: noReceipt,
      except: on(["node-oldest", "deno", "bun", "workerd"], lost),
      act: answers(zipped.subarray(0, -15), gzip),
    },
    {
      name: "an empty body that says it is gzip",
      expected: noReceipt,
      except: { workerd: lost },
      act: answers("", gzip),
    },
    {
      name: "an unknown content encoding",
      expected: receipt,
      act: answers(receiptText, { "content-encoding": "secret" }),
    },
    { name: "a receipt after a byte order mark", expected: receipt, act: answers(`\uFEFF${receiptText}`) },
    { name: "a receipt in UTF-16", expected: noReceipt, act: answers(Buffer.from(`\uFEFF${receiptText}`, "utf16le")) },
    { name: "a body that is not UTF-8", expected: noReceipt, act: answers(Uint8Array.of(0xff, 0xfe, 0xc0, 0x80)) },
    {
      name: "a receipt with invalid UTF-8 in another field",
      expected: receipt,
      act: answers(broken('{"note":"', `",${receiptText.slice(1)}`)),
    },
    {
      name: "a receipt with invalid UTF-8 in its `txid`",
      expected: { ...receipt, txid: "queued\uFFFD" },
      act: answers(broken('{"txid":"queued', '"}')),
    },
    {
      name: "a 500 with invalid UTF-8",
      expected: { ...unclear("server_error", 500), resent: 2 },
      act: sends(replyText("500 Oh", plain("Oh."), broken("Oh", ""))),
    },
    { name: "a header that is not ASCII", expected: receipt, act: answers(receiptText, { "x-place": "M\u00fcnchen" }) },
    { name: "a header with a NUL byte", expected: lost, act: answers(receiptText, { "x-place": "a\0b" }) },
  ],
};

/** 1 GiB in gzip. */
function gzipBomb() {
  return Buffer.concat([gzipHead, ...Array.from({ length: 256 }, () => block)]);
}
