// Node 22.13 or newer: node node.js
import { serve } from "@hono/node-server";
import { gateway } from "./gateway.js";

const server = serve({
  fetch: (request) => gateway.fetch(request),
  hostname: "127.0.0.1",
  port: Number(process.env.PORT ?? 8787),
});
process.once("SIGTERM", () => server.close(() => process.exit()));
