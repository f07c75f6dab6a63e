export { durableInbox } from "./inbox/durable.js";
export { AccountObject, CallerObject, ReportObject } from "./inbox/objects.js";
export { durableTokens, TokenObject } from "./tokens/token-object.js";
