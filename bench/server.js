import { createServer } from "node:http";
import { receipt } from "./far-side.js";

/** Answers every request with a receipt, in a process of its own, and says on which port. */

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": receipt.length }).end(receipt);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.once("disconnect", () => process.exit());
