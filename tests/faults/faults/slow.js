import {
  failed,
  late,
  lost,
  noReceipt,
  on,
  plain,
  receipt,
  receiptText,
  replyText,
  sends,
  sendsAndHolds,
  unclear,
} from "../fault.js";

/** @import { Exchange } from "../server/exchange.js" */

const whole = replyText("200 OK", plain(receiptText), receiptText).toString();
const chunks = [...receiptText].map((byte) => `1\r\n${byte}\r\n`).join("");

/** @param {string} begun */
const dripping =
  (begun) =>
  async (/** @type {Exchange} */ { write, writeByteByByte }) => {
    await write(begun);
    await writeByteByByte("x".repeat(1_000), 100);
  };

const MIB = 2 ** 20;

/** Some runtimes stop reading at a limit of their own; whether they come to it before the timeout depends on the machine. */
const lateOrLost = { ...late, or: "network" };
const okay = (/** @type {Record<string, string | number>} */ headers) => replyText("200 OK", headers);

/** @param {string} begun @param {string} repeated */
const endless =
  (begun, repeated) =>
  async (/** @type {Exchange} */ { write, writeForEver }) => {
    await write(begun);
    await writeForEver(repeated);
  };

/** @type {import("../fault.js").Group} */
export const slow = {
  title: "Slow and endless replies",
  about: "The server sends endless data as fast as it is read.",
  faults: [
    {
      name: "a receipt, one byte at a time",
      expected: receipt,
      act: async ({ writeByteByByte, end }) => {
        await writeByteByByte(whole, 0);
        await end();
      },
    },
    {
      name: "a receipt, in chunks of one byte",
      expected: receipt,
      act: sends(replyText("200 OK", { "transfer-encoding": "chunked", connection: "close" }, `${chunks}0\r\n\r\n`)),
    },
    { name: "silence after the request", expected: late, endless: true, act: ({ hold }) => hold() },
    {
      name: "silence after the reply's headers",
      expected: late,
      endless: true,
      act: sendsAndHolds(okay({ "content-length": 40 })),
    },
    { name: "headers, one byte every 100 ms", expected: late, endless: true, act: dripping("HTTP/1.1 200 OK\r\nx: ") },
    {
      name: "a body, one byte every 100 ms",
      expected: late,
      endless: true,
      act: dripping("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n"),
    },
    {
      name: "endless headers",
      expected: lost,
      act: endless("HTTP/1.1 200 OK\r\n", "x-more: and more\r\n".repeat(500)),
    },
    { name: "one endless header", expected: lost, act: endless("HTTP/1.1 200 OK\r\nx: ", "x".repeat(10_000)) },
    {
      name: "an endless status line",
      expected: lateOrLost,
      endless: true,
      act: endless("HTTP/1.1 200 ", "x".repeat(10_000)),
    },
    {
      name: "endless 100 Continue",
      expected: lateOrLost,
      except: { workerd: unclear("unexpected_status", 100) },
      endless: true,
      act: endless("", "HTTP/1.1 100 Continue\r\n\r\n"),
    },
    {
      name: "an endless body with a `Content-Length`",
      expected: noReceipt,
      act: endless(`HTTP/1.1 200 OK\r\ncontent-length: ${MIB * MIB}\r\n\r\n`, " ".repeat(10_000)),
    },
    {
      name: "an endless body without a length",
      expected: noReceipt,
      act: endless("HTTP/1.1 200 OK\r\n\r\n", " ".repeat(10_000)),
    },
    {
      name: "endless chunks",
      expected: noReceipt,
      act: endless("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", `2710\r\n${" ".repeat(10_000)}\r\n`),
    },
    {
      name: "an endless chunk extension",
      expected: lateOrLost,
      endless: true,
      act: endless("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;", "x".repeat(10_000)),
    },
    {
      name: "endless trailers",
      expected: lateOrLost,
      except: on(["workerd", "webkit"], noReceipt),
      endless: true,
      act: endless(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n1\r\n \r\n0\r\n",
        "x-more: and more\r\n".repeat(500),
      ),
    },
    {
      name: "a 500 with an endless body",
      expected: failed(500),
      act: endless("HTTP/1.1 500 Oh\r\n\r\n", "<p>Oh</p>".repeat(1_000)),
    },
  ],
};
