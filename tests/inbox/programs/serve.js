import { reportRules } from "../../../pkg/inbox/rules.js";
import { presentReport } from "../../../pkg/server-core.js";
import { runSuite } from "../suite/run.js";

/** @import { MakeInbox } from "../suite/subject.js" */

/**
 * The suite and an inbox over HTTP, as far as the tests need it.
 *
 * @param {MakeInbox} makeInbox
 * @returns {(request: Request) => Promise<Response>}
 */
export function serve(makeInbox) {
  const inbox = makeInbox(Date.now);

  return async (request) => {
    const { readCallback } = await reportRules(); // with them, the core is ready
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case "/suite":
        return Response.json(await runSuite(makeInbox, phaseOf(searchParams.get("phase"))));

      case "/open": {
        const { facts, imeis } = await request.json();
        return Response.json(await inbox.open(facts, imeis));
      }
      case "/callback": {
        const body = await request.text();
        const callback = readCallback(body);
        if (callback === undefined) return new Response(null, { status: 400 });
        await inbox.record({ ...callback, body });
        return new Response(null, { status: 204 });
      }
      case "/report": {
        const stored = await inbox.read(searchParams.get("txid") ?? "", { limit: 20_000 });
        if (stored === undefined) return new Response(null, { status: 404 });
        return new Response(presentReport(stored.report, stored.rows, Date.now()));
      }
      default:
        return new Response(null, { status: 404 });
    }
  };
}

/** @param {string | null} name */
function phaseOf(name) {
  if (name === "checks" || name === "before" || name === "after") return name;
  throw new Error(`There is no phase ${name}.`);
}
