import { createHash, timingSafeEqual } from "node:crypto";
import process from "node:process";
import { createGateway, createTokens } from "thingspace-aggregate/gateway";
import { sqliteInbox, sqliteTokenStore } from "thingspace-aggregate/sqlite";

const { PORTAL_KEY, CALLBACK_SECRET, THINGSPACE_ORIGIN = "https://thingspace.verizon.com", PUBLIC_URL } = process.env;
const { THINGSPACE_KEY, THINGSPACE_SECRET, THINGSPACE_USERNAME, THINGSPACE_PASSWORD } = process.env;
const data = process.env.DATA_FOLDER ?? ".";

if (PORTAL_KEY === undefined || PORTAL_KEY.length < 20) {
  throw new Error("Set PORTAL_KEY to at least 20 characters that nobody can guess: who has it may read every report.");
}

/** Stands for whatever your application goes by: here, one key that all of it shares. @param {Request} request */
function authorize({ headers }) {
  const isKnown = timingSafeEqual(digest(headers.get("authorization")), digest(`Bearer ${PORTAL_KEY}`));
  return isKnown ? { id: "portal", accounts: /** @type {const} */ ("all") } : new Response(null, { status: 401 });
}

/** @param {string | null} text */
const digest = (text) =>
  createHash("sha256")
    .update(text ?? "")
    .digest();

export const gateway = createGateway({
  authorize,
  tokens: createTokens({
    key: THINGSPACE_KEY ?? "",
    secret: THINGSPACE_SECRET ?? "",
    username: THINGSPACE_USERNAME ?? "",
    password: THINGSPACE_PASSWORD ?? "",
    baseUrl: THINGSPACE_ORIGIN,
    store: sqliteTokenStore(`${data}/tokens.sqlite`),
  }),
  inbox: sqliteInbox(`${data}/inbox.sqlite`),
  callbacks: { secret: CALLBACK_SECRET ?? "" },
  baseUrl: `${THINGSPACE_ORIGIN}/api/hyper-precise/v1`,
  publicUrl: PUBLIC_URL,
});

// A report settles when no more callbacks come, so nothing but the clock can tell.
setInterval(() => gateway.settle().catch(console.error), 60_000);
