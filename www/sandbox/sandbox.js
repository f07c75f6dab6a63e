import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { deliver, usualDelivery } from "./callbacks.js";
import { replyInstead, sendReply } from "./faults.js";
import { badRequest, refusal, unauthorized } from "./known.js";
import { Listeners } from "./listeners.js";
import { examineReport, isAuthorized } from "./report.js";

/**
 * @import { IncomingMessage } from "node:http"
 * @import { AddressInfo } from "node:net"
 * @import { Delivery } from "./callbacks.js"
 * @import { Fault, Reply } from "./faults.js"
 * @import { Refusal } from "./known.js"
 */

const basePath = "/api/hyper-precise/v1";
const LARGEST_BODY = 1024 * 1024;

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
 */

/**
 * Starts a stand-in for ThingSpace on 127.0.0.1. README.md tells what it knows and does.
 *
 * @param {SandboxOptions} [options]
 * @returns {Promise<Sandbox>}
 */
export async function startSandbox({ port = 0, log = () => {}, delivery } = {}) {
  const sandbox = new Sandbox(log, { ...usualDelivery, ...delivery });
  await sandbox.listen(port);
  return sandbox;
}

export class Sandbox {
  /** All requests so far. @type {Received[]} */
  received = [];

  /** How the callbacks of the next reports come. @type {Delivery} */
  delivery;

  /** @type {Fault[]} */
  #faults = [];
  #listeners = new Listeners();
  /** @type {Set<Promise<void>>} */
  #deliveries = new Set();
  #log;
  #server = createServer((incoming, outgoing) => {
    this.#serve(incoming, outgoing).catch((error) => {
      this.#log(`The sandbox failed: ${error instanceof Error ? error.message : error}`);
      outgoing.destroy();
    });
  });

  /**
   * @param {(line: string) => void} log
   * @param {Delivery} delivery
   */
  constructor(log, delivery) {
    this.#log = log;
    this.delivery = delivery;
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
   * Lets something go wrong with each of the next requests, in this order; after them all is well again.
   *
   * @param {...Fault} faults
   */
  failNext(...faults) {
    this.#faults.push(...faults);
  }

  /** Waits until every callback so far was delivered, or given up. */
  async allDelivered() {
    await Promise.all(this.#deliveries);
  }

  /** @returns {Promise<void>} */
  close() {
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

    const fault = this.#faults.shift();
    const reply = (fault && replyInstead(fault)) ?? this.#answer(incoming, body);
    received.status = reply.status;
    this.#log(`${method} ${new URL(path, this.url).pathname}: ${reply.status}${fault ? ` (${fault.kind})` : ""}`);
    await sendReply(outgoing, reply, fault);
  }

  /**
   * @param {IncomingMessage} incoming
   * @param {Buffer} body
   * @returns {Reply}
   */
  #answer({ method, url = "", headers }, body) {
    const { pathname, searchParams } = new URL(url, this.url);
    const route = { [`${basePath}/report/async/aggregate`]: "report", [`${basePath}/callbacks`]: "callbacks" }[
      pathname
    ];
    if (route === undefined) return refused(refusal(404, "NOT_FOUND", `there is nothing at ${pathname}`));
    if (method !== "POST") return refused(refusal(405, "METHOD_NOT_ALLOWED", `${method} is not known here, POST is`));
    if (body.length > LARGEST_BODY) return refused(badRequest("the body is larger than 1 MiB"));

    if (route === "report") return this.#queueReport(headers, body);
    if (!isAuthorized(headers, "sdk")) return refused(unauthorized);
    const listener = this.#listeners.register(searchParams.get("accountNumber"), body);
    return "status" in listener ? refused(listener) : json(200, listener);
  }

  /**
   * @param {import("node:http").IncomingHttpHeaders} headers
   * @param {Buffer} body
   * @returns {Reply}
   */
  #queueReport(headers, body) {
    const request = examineReport(headers, body);
    if ("status" in request) return refused(request);

    const txid = randomUUID();
    const listener = this.#listeners.of(request.accountNumber);
    if (listener !== undefined) {
      const delivery = deliver(listener, txid, request, this.delivery, this.#log);
      this.#deliveries.add(delivery);
      delivery.finally(() => this.#deliveries.delete(delivery));
    }
    return json(200, { txid, status: "QUEUED" });
  }
}

/** @param {Refusal} refusal */
function refused({ status, errorCode, errorMessage }) {
  return json(status, { errorCode, errorMessage });
}

/**
 * @param {number} status
 * @param {object} value
 * @returns {Reply}
 */
function json(status, value) {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** Keeps what is too large only as far as it takes to see that. @param {IncomingMessage} incoming */
async function readBody(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (size <= LARGEST_BODY) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

/**
 * @param {readonly string[]} raw names and values in turn
 * @returns {[string, string][]}
 */
function pairs(raw) {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []));
}
