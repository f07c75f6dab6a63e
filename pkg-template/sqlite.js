export { sqliteInbox } from "./inbox/sqlite.js";
export { sqliteTokenStore } from "./tokens/sqlite-token-store.js";
