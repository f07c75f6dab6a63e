import {
  answers,
  browsers,
  late,
  lost,
  nodes,
  noReceipt,
  on,
  plain,
  receipt,
  receiptText,
  replyText,
  sends,
  sendsAndHolds,
} from "../fault.js";

const length = receiptText.length;

/** A receipt that says it is so long. @param {string} said */
const saying = (said) => sends(`HTTP/1.1 200 OK\r\nconnection: close\r\n${said}\r\n\r\n${receiptText}`);

/** Where a length that is none counts as absent. */
const lenient = on(["chromium", "firefox"], receipt);

/** A second reply, which nobody asked for. */
const forged = replyText("200 OK", plain('{"txid":"forged"}'), '{"txid":"forged"}');

/** @type {import("../fault.js").Group} */
export const lengths = {
  title: "Wrong lengths",
  about: "The `Content-Length` does not match the body, or is not a length.",
  faults: [
    {
      name: "too long, then closed",
      expected: lost,
      except: { webkit: receipt },
      act: saying(`content-length: ${length + 1}`),
    },
    {
      name: "too long, with the connection kept open",
      expected: late,
      endless: true,
      act: sendsAndHolds(`HTTP/1.1 200 OK\r\ncontent-length: ${length + 1}\r\n\r\n${receiptText}`),
    },
    { name: "too short", expected: noReceipt, act: saying(`content-length: ${length - 1}`) },
    { name: "0", expected: noReceipt, act: saying("content-length: 0") },
    { name: "none: the body ends when the connection closes", expected: receipt, act: saying("x: y") },
    { name: "negative", expected: lost, except: { ...lenient, webkit: noReceipt }, act: saying("content-length: -5") },
    { name: "not a number", expected: lost, except: lenient, act: saying("content-length: long") },
    {
      name: "more than 2^64",
      expected: lost,
      except: on(browsers, receipt),
      act: saying("content-length: 99999999999999999999999"),
    },
    {
      name: "two that differ",
      expected: lost,
      except: { webkit: noReceipt },
      act: saying(`content-length: ${length}\r\ncontent-length: 5`),
    },
    {
      name: "two that agree",
      expected: receipt,
      except: on([...nodes, "workerd"], lost),
      act: saying(`content-length: ${length}\r\ncontent-length: ${length}`),
    },
    {
      name: "together with chunks",
      expected: receipt,
      except: on(nodes, lost),
      act: sends(
        `HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n${length.toString(16)}\r\n${receiptText}\r\n0\r\n\r\n`,
      ),
    },
    {
      name: "a second reply after the first, on a connection that stays open",
      expected: receipt,
      except: { workerd: { ...receipt, nextTxid: "forged" } },
      alone: true,
      act: async ({ write }) => {
        const { connection, ...headers } = plain(receiptText);
        await write(Buffer.concat([replyText("200 OK", headers, receiptText), forged]));
      },
    },
    { name: "right, but the body is truncated JSON", expected: noReceipt, act: answers(receiptText.slice(0, -1)) },
  ],
};
