import { browsers, lost, noReceipt, on, plain, receipt, receiptText, replyText, unclear } from "../fault.js";

/**
 * @import { Exchange } from "../server/exchange.js"
 * @import { Expected, Fault } from "../fault.js"
 */

/** The service has seen nothing, but who sent it cannot know that. @type {Expected} */
const unheard = { ...lost, arrivals: 0 };

const whole = replyText("200 OK", plain(receiptText), receiptText);
const [head = "", body = ""] = whole.toString().split(/(?<=\r\n\r\n)/);
const chunked = replyText("200 OK", { "transfer-encoding": "chunked" }, "10\r\n");

/**
 * What was written before the connection ends. Browsers take some of it for a whole reply when it ends in order.
 *
 * @type {readonly (readonly [string, string | Uint8Array, Fault["except"]?])[]}
 */
const stages = [
  ["after the whole request", ""],
  ["in the middle of the status line", "HTTP/1.1 2", on(["chromium", "firefox"], unclear("unexpected_status", 2))],
  ["after the status line", "HTTP/1.1 200 OK\r\n", on(browsers, noReceipt)],
  ["in the middle of the reply's headers", head.slice(0, 40), on(["chromium", "firefox"], noReceipt)],
  ["after the reply's headers", head, { webkit: noReceipt }],
  ["in the middle of the reply's body", head + body.slice(0, 20), { webkit: noReceipt }],
  ["in the middle of a chunk", Buffer.concat([chunked, Buffer.from(receiptText.slice(0, 9))])],
  [
    "before the last chunk",
    replyText("200 OK", { "transfer-encoding": "chunked" }, inOneChunk(receiptText)),
    { webkit: receipt },
  ],
];

/** @type {import("../fault.js").Group} */
export const resets = {
  title: "Connections that break",
  about: "The connection is closed (FIN) or reset (RST) at each stage of the exchange. Every one is a new connection.",
  faults: [
    { name: "refused", expected: unheard, door: "refused" },
    { name: "closed before anything is read", expected: unheard, door: "closed" },
    { name: "reset before anything is read", expected: unheard, door: "reset" },
    .../** @type {const} */ (["closed", "reset"]).flatMap((way) => [
      {
        name: `${way} in the middle of the request's body`,
        expected: lost,
        early: true,
        large: true,
        act: (/** @type {Exchange} */ { end, reset }) => (way === "reset" ? reset() : end()),
      },
      ...stages.map(([when, written, except]) => ({
        name: `${way} ${when}`,
        expected: lost,
        ...(way === "closed" && { except }),
        act: async (/** @type {Exchange} */ { write, end, reset }) => {
          await write(written);
          await (way === "reset" ? reset() : end());
        },
      })),
    ]),
  ],
};

/** @param {string} text */
function inOneChunk(text) {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}
