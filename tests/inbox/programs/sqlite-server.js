import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { sqliteInbox } from "thingspace-aggregate/sqlite";
import { serve } from "./serve.js";

const [file = ""] = process.argv.slice(2);
const answer = serve((now) => sqliteInbox(file, { now }));

const server = createServer(async (incoming, reply) => {
  const { url = "/", method = "GET" } = incoming;
  const body = method === "GET" ? null : await text(incoming);
  const response = await answer(new Request(new URL(url, "http://inbox.test"), { method, body }));
  reply.writeHead(response.status).end(await response.text());
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
