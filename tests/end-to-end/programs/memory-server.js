import { serve } from "@hono/node-server";
import { createGateway, createTokens, memoryInbox } from "thingspace-aggregate/gateway";

const { env } = process;

const gateway = createGateway({
  authorize: ({ headers }) =>
    headers.get("authorization") === `Bearer ${env.PORTAL_KEY}`
      ? { id: "portal", accounts: "all" }
      : new Response(null, { status: 401 }),
  tokens: createTokens({
    key: env.THINGSPACE_KEY ?? "",
    secret: env.THINGSPACE_SECRET ?? "",
    username: env.THINGSPACE_USERNAME ?? "",
    password: env.THINGSPACE_PASSWORD ?? "",
    baseUrl: env.THINGSPACE_ORIGIN,
  }),
  inbox: memoryInbox(),
  callbacks: { secret: env.CALLBACK_SECRET ?? "" },
  baseUrl: `${env.THINGSPACE_ORIGIN}/api/hyper-precise/v1`,
  publicUrl: env.PUBLIC_URL,
  log: (event) => console.log(JSON.stringify(event)),
});

serve({ fetch: (request) => gateway.fetch(request), hostname: "127.0.0.1", port: Number(env.PORT) });
