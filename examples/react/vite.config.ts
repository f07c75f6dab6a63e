import { defineConfig } from "vite";

/** The gateway has the tokens; pages reach it under `/api`, by the address that they have themselves. */
const gateway = { target: process.env.GATEWAY_ORIGIN ?? "http://127.0.0.1:8787", changeOrigin: false };

export default defineConfig({ server: { proxy: { "/api": gateway } } });
