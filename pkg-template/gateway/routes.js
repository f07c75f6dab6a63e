import { refusal } from "./answers.js";
import { takeCallback } from "./callbacks.js";
import { callerOf } from "./callers.js";
import { listReports } from "./list.js";
import { registerListener, removeListener, showListener } from "./listener.js";
import { readReport, readTogether } from "./report.js";
import { Router } from "./router.js";
import { submitReport } from "./submit.js";
import { resetTokens } from "./tokens.js";

/**
 * @import { Caller, GatewayContext } from "../gateway.js"
 * @import { Parts } from "./gateway.js"
 */

/**
 * A request from an authorized caller.
 *
 * @typedef {Parts & { request: Request, query: URLSearchParams, txid: string, caller: Caller, context: GatewayContext | undefined }} Call
 *   `txid` is the one in the path, if there is one
 */

/** The routes for callers. @type {Readonly<Record<string, Readonly<Record<string, (call: Call) => Promise<Response>>>>>} */
const routes = {
  "/report/async/aggregate": { POST: submitReport },
  "/reports": { GET: listReports },
  "/reports/read-together": { POST: readTogether },
  "/reports/:txid": { GET: readReport },
  "/tokens/reset": { POST: resetTokens },
  "/listener": { PUT: registerListener, GET: showListener, DELETE: removeListener },
};

/**
 * @typedef {object} Environment
 * @property {{ context: GatewayContext | undefined }} Bindings
 */

/** @param {Parts} parts */
export function routerOf(parts) {
  const { settings } = parts;
  /** @type {Router<Environment>} */
  const router = new Router();
  const nothingHere = () => refusal(404, "NOT_FOUND", "There is nothing here.");

  router.notFound(nothingHere);
  router.onError((error) => {
    throw error;
  });

  // No other method is answered there, so that the path reveals nothing without the secret.
  router.post(`${settings.prefix}/callbacks/:secret`, async (c) => {
    const call = { ...parts, request: c.req.raw, secret: c.req.param("secret"), context: c.env.context };
    return (await takeCallback(call)) ?? nothingHere();
  });

  for (const [path, handlers] of Object.entries(routes)) {
    for (const [method, handle] of Object.entries(handlers)) {
      router.on(method, settings.prefix + path, async (c) => {
        const request = c.req.raw;
        const caller = await callerOf(request, settings.authorize);
        if (!("accounts" in caller)) return caller;
        const query = new URL(request.url).searchParams;
        return handle({ ...parts, request, query, caller, txid: c.req.param("txid") ?? "", context: c.env.context });
      });
    }
    router.all(settings.prefix + path, () => methodNotAllowed(Object.keys(handlers)));
  }
  return router;
}

/** @param {readonly string[]} allowed */
function methodNotAllowed(allowed) {
  const allow = allowed.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  return refusal(405, "METHOD_NOT_ALLOWED", `This takes ${allow}.`, { allow });
}
