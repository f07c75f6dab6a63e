import { replyInstead, sendReply } from "../../../www/sandbox/faults.js";
import { failed, late, lost, noReceipt, receipt, receiptText, redirected, refused } from "../fault.js";

/**
 * @import { ServerResponse } from "node:http"
 * @import { Fault as SandboxFault } from "../../../www/sandbox/faults.js"
 */

/** The sandbox's own code makes these. @type {import("../fault.js").Group} */
export const sandbox = {
  title: "The sandbox's faults",
  about: "The faults that `npm start` can be told to produce. Each happens after the request has been read.",
  faults: [
    {
      name: "`delay`: a slow receipt, within the time limit",
      expected: receipt,
      reply: by({ kind: "delay", ms: 200 }),
    },
    { name: "`drop` after the request", expected: lost, reply: by({ kind: "drop", after: "request" }) },
    {
      name: "`drop` after the reply's headers",
      expected: lost,
      except: { webkit: noReceipt },
      reply: by({ kind: "drop", after: "headers" }),
    },
    {
      name: "`truncate`: half of the reply's body",
      expected: lost,
      except: { webkit: noReceipt },
      reply: by({ kind: "truncate" }),
    },
    { name: "`silence`", expected: { ...late, resent: 2 }, reply: by({ kind: "silence" }), endless: true },
    {
      name: "`redirect` (307)",
      ...redirected(307),
      reply: (outgoing, to) => by({ kind: "redirect", to })(outgoing),
    },
    { name: "`html_502`", expected: failed(502), reply: by({ kind: "html_502" }) },
    {
      name: "`too_many_requests`",
      expected: { ...refused("rate_limited", 429), requests: 3, resent: 2 },
      reply: by({ kind: "too_many_requests" }),
    },
    { name: "`unavailable`", expected: failed(503), reply: by({ kind: "unavailable" }) },
    {
      name: "`reply`: any status and body, such as 418",
      expected: refused("unexpected_status", 418),
      reply: by({ kind: "reply", status: 418, body: "short and stout" }),
    },
  ],
};

/** @param {SandboxFault} fault */
function by(fault) {
  const receipt = { status: 200, headers: { "content-type": "application/json" }, body: receiptText };
  return (/** @type {ServerResponse} */ outgoing) => sendReply(outgoing, replyInstead(fault) ?? receipt, fault);
}
