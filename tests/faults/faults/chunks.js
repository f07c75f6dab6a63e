import { lost, noReceipt, on, receipt, receiptText, sends } from "../fault.js";

const size = receiptText.length.toString(16);

/** They take a reply that breaks off between two chunks for a whole one. */
const olderNodes = /** @type {const} */ (["node-oldest", "node", "edge-light"]);

/** @param {string} body @param {string} [encoding] */
const chunked = (body, encoding = "chunked") =>
  sends(`HTTP/1.1 200 OK\r\ntransfer-encoding: ${encoding}\r\nconnection: close\r\n\r\n${body}`);

/** In place of the size of the one chunk. */
const brokenSizes = {
  "a size that is not a number": "zz",
  "a negative size": "-5",
  "an empty size": "",
  "a size of more than 2^64": "fffffffffffffffff",
  "more data than the size": "5",
};

/** @type {import("../fault.js").Group} */
export const chunks = {
  title: "Malformed chunks",
  about: "The reply's `Transfer-Encoding` breaks the rules of HTTP. The body that the chunks carry is a receipt.",
  faults: [
    ...Object.entries(brokenSizes).map(([name, size]) => ({
      name,
      expected: lost,
      except: { webkit: noReceipt },
      act: chunked(`${size}\r\n${receiptText}\r\n0\r\n\r\n`),
    })),
    {
      name: "less data than the size",
      expected: lost,
      except: on(olderNodes, noReceipt),
      act: chunked(`ff\r\n${receiptText}\r\n0\r\n\r\n`),
    },
    {
      name: "no line break after the data",
      expected: lost,
      except: on(["workerd", "firefox", "webkit"], receipt),
      act: chunked(`${size}\r\n${receiptText}0\r\n\r\n`),
    },
    { name: "no chunks at all", expected: lost, act: chunked(receiptText) },
    {
      name: "only the last chunk is missing",
      expected: lost,
      except: on([...olderNodes, "webkit"], receipt),
      act: chunked(`${size}\r\n${receiptText}\r\n`),
    },
    {
      name: "an extension and a trailer",
      expected: receipt,
      except: { workerd: lost },
      act: chunked(`${size};a=b\r\n${receiptText}\r\n0\r\nx: y\r\n\r\n`),
    },
    {
      name: "an unknown transfer encoding",
      expected: receipt,
      except: on(["bun", "workerd", "webkit"], lost),
      act: chunked(receiptText, "secret"),
    },
  ],
};
