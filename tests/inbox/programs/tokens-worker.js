import { durableTokens } from "thingspace-aggregate/cloudflare";

export { TokenObject } from "thingspace-aggregate/cloudflare";

/** @import { ObjectNamespace } from "../../../pkg-template/cloudflare.js" */
/** @import { TokenOptions } from "../../../pkg-template/tokens.js" */

export default {
  /** @param {Request} request @param {{ TOKENS: ObjectNamespace } & TokenOptions} env */
  async fetch(request, env) {
    // Anew for each request, as isolates that know nothing of each other.
    const { key, secret, username, password, baseUrl } = env;
    try {
      const overridden = Object.fromEntries(new URL(request.url).searchParams);
      const tokens = durableTokens(env, { key, secret, username, password, baseUrl, ...overridden });
      if (new URL(request.url).pathname === "/reset") await tokens.reset();
      const need = { rejected: new URL(request.url).pathname === "/rejected" };
      return Response.json([await tokens.token(need), await tokens.bearer(need)]);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return Response.json({ ...error, name: error.name, message: error.message, stack: error.stack }, { status: 500 });
    }
  },
};
