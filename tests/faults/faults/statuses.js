import {
  browsers,
  failed,
  late,
  lost,
  nodes,
  noReceipt,
  on,
  plain,
  receipt,
  receiptText,
  refused,
  replyText,
  sends,
  sendsAndHolds,
  unclear,
} from "../fault.js";

/** @import { Fault } from "../fault.js" */

/** A receipt with this status. @param {string} status */
const withStatus = (status) => sends(replyText(status, plain(receiptText), receiptText));

/** A status without a body. @param {string} status */
const empty = (status) => sends(replyText(status, { connection: "close" }));

const whole = replyText("200 OK", plain(receiptText), receiptText);

/** Something that is sent before the reply. @param {string} first */
const after = (first) => sends(Buffer.concat([Buffer.from(first), whole]));

/** @param {string} line */
const statusLine = (line) =>
  sends(`${line}\r\ncontent-length: ${receiptText.length}\r\nconnection: close\r\n\r\n${receiptText}`);

/** @type {Fault[]} */
const interim = [
  {
    name: "100, then the receipt",
    expected: receipt,
    except: { ...on(nodes, lost), workerd: unclear("unexpected_status", 100) },
    act: after("HTTP/1.1 100 Continue\r\n\r\n"),
  },
  {
    name: "102 three times, then the receipt",
    expected: receipt,
    except: { workerd: unclear("unexpected_status", 102) },
    act: after("HTTP/1.1 102 Processing\r\n\r\n".repeat(3)),
  },
  {
    name: "103 with a link, then the receipt",
    expected: receipt,
    except: { workerd: unclear("unexpected_status", 103) },
    act: after("HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n"),
  },
  {
    name: "199, then the receipt",
    expected: receipt,
    except: { workerd: unclear("unexpected_status", 199) },
    act: after("HTTP/1.1 199 What\r\n\r\n"),
  },
  {
    name: "101, then the receipt",
    expected: unclear("unexpected_status", 101),
    except: {
      ...on(["node-oldest", "node", "node-newer", "chromium", "webkit"], receipt),
      ...on(["bun", "edge-light"], lost),
      workerd: { ...unclear("unexpected_status", 101), nextMayFail: true },
    },
    act: after("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
  },
  {
    name: "100, then closed",
    expected: lost,
    except: { workerd: unclear("unexpected_status", 100) },
    act: sends("HTTP/1.1 100 Continue\r\n\r\n"),
  },
  {
    name: "100, then silence",
    expected: late,
    except: on(nodes, { ...lost, resent: undefined }),
    endless: true,
    act: sendsAndHolds("HTTP/1.1 100 Continue\r\n\r\n"),
  },
];

/** @type {Fault[]} */
const final = [
  ...["201 Created", "202 Accepted", "203 Other", "206 Partial Content", "226 IM Used", "299 What"].map((status) => ({
    name: `${status.slice(0, 3)} with a receipt`,
    expected: unclear("unexpected_status", Number.parseInt(status, 10)),
    act: withStatus(status),
  })),
  ...["204 No Content", "205 Reset Content"].map((status) => ({
    name: status.slice(0, 3),
    expected: unclear("unexpected_status", Number.parseInt(status, 10)),
    act: empty(status),
  })),
  { name: "400", expected: refused("bad_request", 400), act: withStatus("400 Bad Request") },
  {
    name: "400 that says the request will be queued",
    expected: unclear("bad_request", 400),
    act: sends(replyText("400 Bad Request", { connection: "close" }, '{"errorMessage":"Request Will Be Queued"}')),
  },
  { name: "401", expected: refused("unauthorized", 401), act: empty("401 Unauthorized") },
  {
    name: "401 that asks for credentials",
    expected: refused("unauthorized", 401),
    act: sends(
      replyText("401 Unauthorized", { "www-authenticate": "Bearer", "content-length": 0, connection: "close" }),
    ),
  },
  { name: "403", expected: refused("forbidden", 403), act: empty("403 Forbidden") },
  {
    name: "403 before the request has been read",
    expected: refused("forbidden", 403),
    early: true,
    large: true,
    act: async ({ write }) => {
      await write(replyText("403 Forbidden", { "content-length": 0 }));
    },
  },
  { name: "404", expected: refused("not_found", 404), act: empty("404 Not Found") },
  {
    name: "407",
    expected: refused("unexpected_status", 407),
    except: on([...nodes, "chromium"], lost),
    act: empty("407 Proxy Authentication Required"),
  },
  { name: "408", expected: refused("unexpected_status", 408), act: empty("408 Request Timeout") },
  { name: "409", expected: refused("conflict", 409), act: empty("409 Conflict") },
  { name: "413", expected: refused("unexpected_status", 413), act: empty("413 Content Too Large") },
  {
    name: "421",
    expected: refused("unexpected_status", 421),
    except: {
      ...on(nodes, { ...lost, arrivals: 2 }),
      ...on(browsers, { ...refused("unexpected_status", 421), arrivals: 2 }),
    },
    act: empty("421 Misdirected Request"),
  },
  { name: "425", expected: refused("unexpected_status", 425), act: empty("425 Too Early") },
  { name: "499", expected: refused("unexpected_status", 499), act: empty("499 What") },
  { name: "500", expected: failed(500), act: empty("500 Oh") },
  { name: "501", expected: unclear("server_error", 501), act: empty("501 Not Implemented") },
  { name: "502", expected: failed(502), act: empty("502 Bad Gateway") },
  { name: "504", expected: failed(504), act: empty("504 Gateway Timeout") },
  { name: "599", expected: unclear("server_error", 599), act: empty("599 What") },
  { name: "600", expected: unclear("unexpected_status", 600), except: { "edge-light": lost }, act: empty("600 What") },
  { name: "999", expected: unclear("unexpected_status", 999), except: { "edge-light": lost }, act: empty("999 What") },
];

/** @type {Fault[]} */
const noStatus = [
  {
    name: "status 0",
    expected: lost,
    except: on(["bun", "chromium", "firefox"], unclear("unexpected_status")),
    act: statusLine("HTTP/1.1 000 What"),
  },
  {
    name: "status 99",
    expected: lost,
    except: on(["workerd", "chromium", "firefox"], unclear("unexpected_status", 99)),
    act: statusLine("HTTP/1.1 99 What"),
  },
  {
    name: "status 1000",
    expected: lost,
    except: on(["workerd", "chromium"], unclear("unexpected_status", 1000)),
    act: statusLine("HTTP/1.1 1000 What"),
  },
  { name: "status `OK`", expected: lost, except: { chromium: receipt }, act: statusLine("HTTP/1.1 OK") },
  { name: "no status", expected: lost, except: on(["chromium", "firefox"], receipt), act: statusLine("HTTP/1.1") },
  { name: "HTTP/1.0", expected: receipt, act: statusLine("HTTP/1.0 200 OK") },
  {
    name: "HTTP/9.9",
    expected: lost,
    except: { ...on(["workerd", "chromium"], receipt), firefox: noReceipt },
    act: statusLine("HTTP/9.9 200 OK"),
  },
  { name: "HTTP/0.9: only a body", expected: lost, except: { firefox: receipt }, act: sends(receiptText) },
  {
    name: "another protocol: SSH",
    expected: lost,
    except: { firefox: noReceipt },
    act: sends("SSH-2.0-OpenSSH_9.2\r\n"),
  },
  {
    name: "another protocol: TLS",
    expected: lost,
    except: { firefox: noReceipt },
    act: sends(Uint8Array.of(21, 3, 3, 0, 2, 2, 70)),
  },
  {
    name: "another protocol: HTTP/2",
    expected: lost,
    except: { firefox: noReceipt },
    act: sends(Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 0, 0)),
  },
  {
    name: "a header without a colon",
    expected: lost,
    except: on(browsers, receipt),
    act: statusLine("HTTP/1.1 200 OK\r\nnonsense"),
  },
  {
    name: "a space before a header's colon",
    expected: receipt,
    except: on(["node-oldest", "edge-light", "deno", "bun"], lost),
    act: statusLine("HTTP/1.1 200 OK\r\nx : y"),
  },
  {
    name: "a header folded over two lines",
    expected: receipt,
    except: on(["edge-light", "deno", "bun"], lost),
    act: statusLine("HTTP/1.1 200 OK\r\nx: y\r\n z"),
  },
  {
    name: "lines that end with only LF",
    expected: receipt,
    except: on(nodes, lost),
    act: sends(whole.toString().replaceAll("\r\n", "\n")),
  },
];

/** @type {import("../fault.js").Group} */
export const statuses = {
  title: "Statuses and status lines",
  about: "Interim statuses (1xx), every status other than 200, and malformed status lines and headers.",
  faults: [...interim, ...final, ...noStatus],
};
