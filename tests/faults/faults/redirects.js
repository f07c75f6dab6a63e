import { lost, plain, redirected, replyText, unclear } from "../fault.js";

/**
 * @import { Exchange } from "../server/exchange.js"
 * @import { Fault } from "../fault.js"
 */

/** The codes that `fetch` follows, unless it is told otherwise. */
const followed = [301, 302, 303, 307, 308];

/** @param {number} status @param {(elsewhere: string) => string | undefined} to */
const redirect =
  (status, to) =>
  async (/** @type {Exchange} */ { elsewhere, write, end }) => {
    const location = to(elsewhere);
    await write(replyText(`${status} Moved`, { ...plain(""), ...(location !== undefined && { location }) }));
    await end();
  };

/** @param {string} name @param {number} status @param {(elsewhere: string) => string | undefined} to @returns {Fault} */
const fault = (name, status, to) => ({
  name,
  ...(followed.includes(status) ? redirected(status) : { expected: unclear("unexpected_status", status) }),
  act: redirect(status, to),
});

const unreadable = fault("302 to an invalid address", 302, () => "http://[::");

/** @type {import("../fault.js").Group} */
export const redirects = {
  title: "Redirects",
  about: "No redirect is followed, because the tokens would go with it.",
  faults: [
    ...[300, 301, 302, 303, 304, 305, 306, 307, 308].map((status) =>
      fault(`${status} to another host`, status, (elsewhere) => elsewhere),
    ),
    ...[302, 307, 308].map((status) => fault(`${status} to the same address`, status, () => "report/async/aggregate")),
    ...[302, 307].map((status) => fault(`${status} without a \`Location\``, status, () => undefined)),
    fault("302 to `javascript:`", 302, () => "javascript:alert(1)"),
    fault("302 to a file", 302, () => "file:///etc/passwd"),
    { ...unreadable, except: { ...unreadable.except, chromium: lost } },
  ],
};
