import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { createServer } from "node:http";
import { ReportDelivery, usualDelivery } from "./delivery.js";
import { replyInstead, sendReply } from "./faults.js";
import { LARGEST_BODY, pairs, readBody } from "./incoming.js";
import { badRequest, refusal, unauthorized } from "./known.js";
import { Listeners } from "./listeners.js";
import { answered, json, refused } from "./replies.js";
import { examineReport } from "./report.js";
import { Tokens } from "./tokens.js";

/**
 * @import { IncomingHttpHeaders, IncomingMessage } from "node:http"
 * @import { AddressInfo } from "node:net"
 * @import { Delivery } from "./delivery.js"
 * @import { Fault, Reply } from "./faults.js"
 */

const basePath = "/api/hyper-precise/v1";

/**
 * @typedef {(headers: IncomingHttpHeaders, body: Buffer, query: URLSearchParams) => Reply | Promise<Reply>} Route
 */

/**
 * A request as it came.
 *
 * @typedef {object} Received
 * @property {string} method
 * @property {string} path with its query
 * @property {readonly (readonly [name: string, value: string])[]} headers as they were spelled, in their order
 * @property {Buffer} body
 * @property {number} [status] of the reply, as far as there was one
 */

/**
 * @typedef {object} SandboxOptions
 * @property {number} [port] 0, the default, takes a free one
 * @property {(line: string) => void} [log] gets one line for each event; never a token
 * @property {Partial<Delivery>} [delivery] how callbacks come
 * @property {() => number} [now] the time by which tokens expire, in milliseconds since 1970
 */

/**
 * Starts a stand-in for ThingSpace on 127.0.0.1. README.md tells what it knows and does.
 *
 * @param {SandboxOptions} [options]
 * @returns {Promise<Sandbox>}
 */
export async function startSandbox({ port = 0, log = () => {}, delivery, now = Date.now } = {}) {
  const sandbox = new Sandbox(log, { ...usualDelivery, ...delivery }, new Tokens(now));
  await sandbox.listen(port);
  return sandbox;
}

export class Sandbox {
  /** All requests so far. @type {Received[]} */
  received = [];

  /** How the callbacks of the next reports come. @type {Delivery} */
  delivery;

  /** The callbacks of each report so far that had a listener. @type {ReportDelivery[]} */
  deliveries = [];

  /** Who may log in, and which tokens are valid. @type {Tokens} */
  tokens;

  /** @type {Fault[]} */
  #faults = [];
  #listeners = new Listeners();
  #closing = new AbortController();
  /** @type {Set<Promise<void>>} */
  #underway = new Set();
  /** @type {Readonly<Record<string, Readonly<Record<string, Route>>>>} */
  #routes = {
    [`${basePath}/report/async/aggregate`]: { POST: (headers, body) => this.#queueReport(headers, body) },
    [`${basePath}/callbacks`]: {
      POST: this.#withTokens((_, body, query) => answered(this.#listeners.register(query.get("accountNumber"), body))),
      GET: this.#withTokens((_, __, query) => answered(this.#listeners.list(query.get("accountNumber")))),
      DELETE: this.#withTokens((_, __, query) =>
        answered(this.#listeners.remove(query.get("accountNumber"), query.get("service") ?? query.get("name"))),
      ),
    },
    "/api/ts/v1/oauth2/token": { POST: (headers, body) => this.tokens.giveBearer(headers, body) },
    "/api/m2m/v1/session/login": { POST: (headers, body) => this.tokens.login(headers, body) },
  };
  #log;
  // It closes no idle connection: a client might send the next request at that very moment.
  #server = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => {
    this.#serve(incoming, outgoing).catch((error) => {
      this.#log(`The sandbox failed: ${error instanceof Error ? error.message : error}`);
      outgoing.destroy();
    });
  });

  /**
   * @param {(line: string) => void} log
   * @param {Delivery} delivery
   * @param {Tokens} tokens
   */
  constructor(log, delivery, tokens) {
    // Each callback that waits to be sent again listens to it.
    setMaxListeners(0, this.#closing.signal);
    this.#log = log;
    this.delivery = delivery;
    this.tokens = tokens;
  }

  /** @param {number} port */
  listen(port) {
    return new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
      this.#server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
  }

  get port() {
    return /** @type {AddressInfo} */ (this.#server.address()).port;
  }

  /** Without a slash at its end. */
  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** For the option `baseUrl` of the package. */
  get baseUrl() {
    return this.url + basePath;
  }

  /**
   * Lets something go wrong with each of the next requests, in this order; after them all is well again. A fault that
   * says what it is `on` waits for a request to that path.
   *
   * @param {...Fault} faults
   */
  failNext(...faults) {
    this.#faults.push(...faults);
  }

  /** Waits until every callback so far was delivered, or given up. */
  async allDelivered() {
    await Promise.all(this.#underway);
  }

  /** Also gives up what is not delivered yet. @returns {Promise<void>} */
  close() {
    this.#closing.abort();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /**
   * @param {IncomingMessage} incoming
   * @param {import("node:http").ServerResponse} outgoing
   */
  async #serve(incoming, outgoing) {
    const body = await readBody(incoming);
    const { method = "", url: path = "" } = incoming;
    /** @type {Received} */
    const received = { method, path, headers: pairs(incoming.rawHeaders), body };
    this.received.push(received);

    const { pathname, searchParams } = new URL(path, this.url);
    const fault = this.#takeFault(pathname);
    const reply = (fault && replyInstead(fault)) ?? (await this.#answer(incoming, pathname, searchParams, body));
    received.status = reply.status;
    this.#log(`${method} ${pathname}: ${reply.status}${fault ? ` (${fault.kind})` : ""}`);
    await sendReply(outgoing, reply, fault);
  }

  /** @param {string} pathname */
  #takeFault(pathname) {
    const index = this.#faults.findIndex(({ on = "" }) => pathname.endsWith(on));
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0];
  }

  /**
   * @param {IncomingMessage} incoming
   * @param {string} pathname
   * @param {URLSearchParams} query
   * @param {Buffer} body
   * @returns {Reply | Promise<Reply>}
   */
  #answer({ method = "", headers }, pathname, query, body) {
    const methods = this.#routes[pathname];
    if (methods === undefined) return refused(refusal(404, "NOT_FOUND", `there is nothing at ${pathname}`));
    const route = methods[method];
    if (route === undefined) {
      const known = Object.keys(methods).join(", ");
      return refused(refusal(405, "METHOD_NOT_ALLOWED", `${method} is not supported here; use ${known}`));
    }
    if (body.length > LARGEST_BODY) return refused(badRequest("the body is larger than 1 MiB"));
    return route(headers, body, query);
  }

  /** For those who carry both tokens. @param {Route} route @returns {Route} */
  #withTokens(route) {
    return (headers, body, query) =>
      this.tokens.accept(headers, "sdk") ? route(headers, body, query) : refused(unauthorized);
  }

  /**
   * @param {IncomingHttpHeaders} headers
   * @param {Buffer} body
   * @returns {Promise<Reply>}
   */
  async #queueReport(headers, body) {
    const request = examineReport(headers, body, this.tokens);
    if ("status" in request) return refused(request);

    const txid = randomUUID();
    const listener = this.#listeners.of(request.accountNumber);
    if (listener !== undefined) {
      const delivery = new ReportDelivery(listener, txid, request, this.delivery, this.#log, this.#closing.signal);
      this.deliveries.push(delivery);
      await this.#track(delivery.sendEarly());
      this.#track(delivery.sendOthers());
    }
    return json(200, { txid, status: "QUEUED" });
  }

  /** @param {Promise<void>} work */
  async #track(work) {
    this.#underway.add(work);
    await work.finally(() => this.#underway.delete(work));
  }
}
