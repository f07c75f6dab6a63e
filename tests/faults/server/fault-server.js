import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { listen } from "../../runtimes/fixtures/loopback.js";
import { expectedIn, plain, replyText } from "../fault.js";
import { openDoors } from "./doors.js";
import { exchangeOver } from "./exchange.js";
import { requestReader } from "./read-request.js";

/**
 * @import { IncomingMessage, ServerResponse } from "node:http"
 * @import { Socket } from "node:net"
 * @import { Fault, Row } from "../fault.js"
 * @import { Head } from "./read-request.js"
 */

/** @typedef {"plain" | "resend"} Mode By the rules of retries as they are, or with `resend: true` and `limit: 1`. */

/** A try has a `base` of its own: this one, and its number. @typedef {{ name: string, mode: Mode, base: string, next: string, endless: boolean, large: boolean, alone: boolean }} Task */

/** What came where nobody should. @typedef {{ method: string, secrets: string[] }} Stray */

const secretHeaders = ["vz-m2m-token", "authorization"];

/**
 * A raw server of faults on loopback.
 *
 * - `POST /fault/<place in the list>/<mode>/<try>/…` meets that fault, and `GET /came/<place>/<mode>/<try>` tells how many
 *   such requests came.
 * - `POST /good/<txid>/…` is answered with a receipt.
 * - `GET /tasks` lists what is to be met, and how.
 * - `/elsewhere/<place>/<mode>/<try>/…` is where redirects lead. Nobody should come there.
 * - Anything else is a page.
 *
 * Every connection serves one request, unless a fault leaves it open.
 *
 * @param {readonly Fault[]} faults
 * @param {Row} row the runtime that will come
 * @param {(request: IncomingMessage, reply: ServerResponse) => void} pages
 */
export async function startFaultServer(faults, row, pages) {
  /** How many POSTs came. @type {Map<string, number>} */
  const posts = new Map();
  /** @type {Map<string, Stray[]>} */
  const strays = new Map();
  /** @type {Set<Socket>} */
  const sockets = new Set();

  const http = createHttpServer((request, reply) => {
    reply.shouldKeepAlive = false;
    const { fault, elsewhere } = runAt(request.url ?? "");
    if (fault?.reply) request.resume().once("end", () => fault.reply?.(reply, elsewhere));
    else pages(request, reply);
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    serve(socket);
  });
  const port = await listen(server);
  const doors = await openDoors();
  const tasks = tasksOf(faults, row, ({ door }) => `http://127.0.0.1:${door ? doors.ports[door] : port}`);

  /** @param {string} path */
  function runAt(path) {
    const [, kind, place = "", mode = "", tried = ""] = path.split("/");
    const run = `${place}/${mode}/${tried}`;
    return {
      run,
      fault: kind === "fault" ? faults[Number(place)] : undefined,
      elsewhere: `http://localhost:${port}/elsewhere/${run}`,
    };
  }

  /** @param {Socket} socket */
  async function serve(socket) {
    const reader = requestReader(socket);
    for (let head = await reader.head(); head !== undefined; head = await reader.head()) {
      const { fault, elsewhere } = runAt(head.path);
      note(head);
      if (fault?.act) {
        if (!fault.early) await reader.take(head);
        await fault.act(exchangeOver(socket, elsewhere));
        if (fault.early) await reader.take(head);
        continue;
      }
      const text = textFor(head);
      if (text === undefined) {
        reader.release();
        http.emit("connection", socket);
        socket.resume();
        return;
      }
      await reader.take(head);
      socket.end(text);
    }
    socket.end();
  }

  /** @param {Head} head */
  function note({ method, path, headers }) {
    const { run, fault } = runAt(path);
    if (fault && method === "POST") posts.set(run, (posts.get(run) ?? 0) + 1);
    if (!path.startsWith("/elsewhere/")) return;
    const stray = { method, secrets: secretHeaders.filter((name) => headers.has(name)) };
    strays.set(run, [...(strays.get(run) ?? []), stray]);
  }

  /** @param {Head} head */
  function textFor({ path }) {
    const [, kind, txid] = path.split("/");
    if (kind === "good" || kind === "elsewhere") return json({ txid, status: "QUEUED" });
    if (kind === "came") return json(posts.get(runAt(path).run) ?? 0);
    return kind === "tasks" ? json(tasks) : undefined;
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    tasks,

    /** @param {string} base of the requests */
    postsFor: (base) => posts.get(runAt(new URL(base).pathname).run) ?? 0,

    /** @param {string} base of the requests */
    straysOf: (base) => strays.get(runAt(new URL(base).pathname).run) ?? [],

    close() {
      server.close();
      doors.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/**
 * @param {readonly Fault[]} faults
 * @param {Row} row
 * @param {(fault: Fault) => string} originOf
 * @returns {Task[]}
 */
function tasksOf(faults, row, originOf) {
  return faults.flatMap((fault, place) => {
    const { name, large = false, alone = false } = fault;
    const expected = expectedIn(fault, row);
    const endless = fault.endless === true && expected.kind === "timeout";
    /** @type {Mode[]} */
    const modes = expected.resent === undefined ? ["plain"] : ["plain", "resend"];
    return modes.map((mode) => {
      const path = `${place}/${mode}`;
      return {
        name,
        mode,
        base: `${originOf(fault)}/fault/${path}`,
        next: `after-${place}-${mode}`,
        endless,
        large,
        alone,
      };
    });
  });
}

/** @param {unknown} value */
function json(value) {
  const body = JSON.stringify(value);
  return replyText("200 OK", plain(body), body);
}
