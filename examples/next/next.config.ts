import type { NextConfig } from "next";

/** The gateway has the tokens; pages reach it under `/api`. */
const config: NextConfig = {
  rewrites: async () => [{ source: "/api/:path*", destination: `${process.env.GATEWAY_ORIGIN}/api/:path*` }],
};

export default config;
