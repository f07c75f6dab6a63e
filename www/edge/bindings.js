/**
 * The bindings of the deployed worker: see wrangler.jsonc and docs/deploy.md.
 *
 * @typedef {import("thingspace-aggregate/cloudflare").InboxBindings & {
 *   TOKENS: import("thingspace-aggregate/cloudflare").ObjectNamespace,
 *   CALLBACK_SECRET: string,
 *   PREVIOUS_CALLBACK_SECRET?: string,
 *   THINGSPACE_KEY: string,
 *   THINGSPACE_SECRET: string,
 *   THINGSPACE_USERNAME: string,
 *   THINGSPACE_PASSWORD: string,
 *   THINGSPACE_ORIGIN: string,
 *   PUBLIC_URL?: string,
 *   ACCESS_ISSUER?: string,
 *   ACCESS_AUDIENCE?: string,
 *   PORTAL_USERS?: string,
 *   DEMO?: string,
 * }} Bindings
 */

export {};
