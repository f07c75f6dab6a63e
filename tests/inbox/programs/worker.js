import { durableInbox } from "thingspace-aggregate/cloudflare";
import { serve } from "./serve.js";

export { AccountObject, CallerObject, ReportObject } from "thingspace-aggregate/cloudflare";

/** @import { InboxBindings } from "../../../pkg-template/cloudflare.js" */

export default {
  /** @param {Request} request @param {InboxBindings} env */
  fetch(request, env) {
    return serve((now) => durableInbox(env, { now }))(request);
  },
};
