// bun run bun.js
import { gateway } from "./gateway.js";

Bun.serve({
  fetch: (request) => gateway.fetch(request),
  hostname: "127.0.0.1",
  port: Number(process.env.PORT ?? 8787),
  idleTimeout: 60, // seconds; a stream of events is silent for up to 15
});
