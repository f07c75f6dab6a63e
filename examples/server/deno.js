// deno run --allow-env --allow-net --allow-read --allow-write deno.js
import process from "node:process";
import { gateway } from "./gateway.js";

Deno.serve({ hostname: "127.0.0.1", port: Number(process.env.PORT ?? 8787) }, (request) => gateway.fetch(request));
