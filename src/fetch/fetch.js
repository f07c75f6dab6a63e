/**
 * The JavaScript half of the transport. It is one file, because a page without a bundler requests every file
 * separately.
 */

/** How a wait ended early, in words that transport.rs knows, and the reason. @typedef {{ how: "aborted" | "timed out" | "thrown", what?: unknown }} Ending */

/** What a chunk counts at least, in bytes, so that a stream of empty chunks reaches the limit too. */
const LIGHTEST_CHUNK = 64;

/** In UTF-16 units: how much is read of a body in an unknown format. */
const LONGEST_EXCERPT = 4000;

/**
 * The time limit of one attempt, or a pause. It ends when the time is up or the caller's signal is aborted. A wait
 * within it resolves to what was waited for, or rejects with an ending; nothing starts after the end.
 *
 * @param {AbortSignal | undefined} signal or any object with the members that are used here
 * @param {number} milliseconds 0 means no limit
 */
export function deadline(signal, milliseconds) {
  /** @type {AbortController | undefined} */
  let controller;
  /** @type {Ending | undefined} */
  let ending;
  let refuse = (/** @type {Ending} */ _) => {};

  /** @param {Ending["how"]} how @param {unknown} [what] */
  const end = (how, what) => {
    if (ending) return;
    ending = { how, what };
    refuse(ending);
    controller?.abort(what);
  };

  const heedAbort = () => {
    try {
      if (signal?.aborted) end("aborted", signal.reason);
    } catch (thrown) {
      end("aborted", thrown);
    }
  };

  /** @param {() => Promise<unknown>} work */
  const within = (work) =>
    new Promise((resolve, reject) => {
      if (ending) return reject(ending);
      refuse = reject;
      work().then(resolve, (what) => reject({ how: "thrown", what }));
    });

  const timer = milliseconds > 0 ? setTimeout(end, milliseconds, "timed out") : undefined;
  heedAbort();
  try {
    signal?.addEventListener("abort", heedAbort);
  } catch (thrown) {
    end("aborted", thrown);
  }

  return {
    /**
     * Asks a token provider.
     *
     * @param {(ask: { attempt: number, rejected: boolean }) => unknown} provider
     * @param {number} attempt
     * @param {boolean} rejected
     */
    ask: (provider, attempt, rejected) => within(async () => provider({ attempt, rejected })),

    /**
     * Sends a request and reads the reply.
     *
     * @param {typeof fetch | undefined} send the global one by default
     * @param {string} url
     * @param {Headers} headers
     * @param {Uint8Array<ArrayBuffer>} view of memory that will be used for something else
     * @param {number} most bytes of the reply
     */
    send(send, url, headers, view, most) {
      const copy = view.slice();
      // Deno sends bytes again when a used connection breaks under them, but no Blob (denoland/deno#35610).
      const body = send === undefined && "Deno" in globalThis ? new Blob([copy]) : copy;
      return within(async () => {
        const ours = new AbortController();
        controller = ours;
        const init = { method: "POST", headers, body, signal: ours.signal };
        const response = await (send ?? fetch)(url, { ...init, redirect: "manual" });
        return readReply(response, most, () => ours.abort());
      });
    },

    /** Waits for the end. */
    pass: () => within(() => new Promise(() => {})),

    /** Lets go of the timer and the signal. */
    release() {
      clearTimeout(timer);
      try {
        signal?.removeEventListener("abort", heedAbort);
      } catch {
        // A signal that throws here has nothing left to end.
      }
    },
  };
}

/**
 * Tells the caller of an attempt, and returns how long to wait before it.
 *
 * @param {AbortSignal | undefined} signal
 * @param {((delay: number) => number) | undefined} hold what makes it wait longer, since another submission was told to
 * @param {((attempt: object) => unknown) | undefined} onAttempt
 * @param {number} attempt
 * @param {number} asked the wait, in milliseconds
 * @param {string | undefined} reason
 * @throws the reason of a signal that was aborted, or what was thrown
 */
export function announce(signal, hold, onAttempt, attempt, asked, reason) {
  if (signal?.aborted) throw signal.reason;
  const delay = hold ? hold(asked) : asked;
  onAttempt?.(Object.freeze({ attempt, delay, reason }));
  return delay;
}

/**
 * Reads what `fetch` resolved to, to its end: the status, `Retry-After`, the text or its first part, and the object
 * that it is in JSON. A body that is too large has no text; what is not shaped like a reply has no status.
 *
 * @param {Response} response
 * @param {number} most bytes
 * @param {() => void} cancel gives up the request
 */
async function readReply(response, most, cancel) {
  const head = headOf(response);
  if (head === undefined) return {};
  const [status, retryAfter, reader] = head;
  const decoder = new TextDecoder();
  let text = "";
  let weight = 0;
  while (reader) {
    const { done, value } = Object(await reader.read());
    if (done) break;
    if (!ArrayBuffer.isView(value)) return {};
    weight += Math.max(LIGHTEST_CHUNK, value.byteLength);
    if (weight > most) {
      cancel();
      return { status, retryAfter };
    }
    text += decoder.decode(value, { stream: true });
  }
  return { status, retryAfter, text: text.slice(0, LONGEST_EXCERPT), json: parse(text) };
}

/** @param {Response} response */
function headOf(response) {
  try {
    const { status, headers, body } = response;
    const retryAfter = status === 200 ? undefined : header(headers, "retry-after");
    return typeof status === "number" ? /** @type {const} */ ([status, retryAfter, body?.getReader()]) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads a header, and nothing else of what only claims to hold some: to copy a list of lists takes it at its word about
 * their lengths, and may end the process.
 *
 * @param {Headers} headers
 * @param {string} name
 */
function header(headers, name) {
  try {
    const value = headers.get(name);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} text @returns {object | undefined} */
function parse(text) {
  try {
    const json = JSON.parse(text);
    return Object(json) === json ? json : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text at a place in JSON, or the digits of the whole number there. A number beyond 2^53 may have lost some of its
 * digits, so it counts as absent.
 *
 * @param {unknown} json
 * @param {string} path names with dots between
 */
export function textAt(json, path) {
  let value = json;
  for (const name of path.split(".")) {
    const object = Object(value);
    value = Object.hasOwn(object, name) ? object[name] : undefined;
  }
  return typeof value === "string" ? value : Number.isSafeInteger(value) ? String(value) : undefined;
}

/** So many issues of a gateway are listed. */
const MOST_ISSUES = 100;

/**
 * The issues that a gateway lists, as one text, from which Rust can take the tokens and exports.js the issues: a line
 * with their number, and one for each that is well-formed, with tabs between its code, its message and the steps of its
 * path, `#3` an index and `.imei` a name.
 *
 * @param {object} json
 */
export function issuesIn(json) {
  const { issues, issueCount } = own(json);
  const lines = (Array.isArray(issues) ? issues.slice(0, MOST_ISSUES) : []).map(own).flatMap(lineOf);
  const count = Number.isSafeInteger(issueCount) ? Math.max(issueCount, lines.length) : lines.length;
  return lines.length > 0 ? [count, ...lines].join("\n") : undefined;
}

/** @param {Record<string, unknown>} issue @returns {string[]} */
function lineOf({ code, message, path }) {
  const steps = Array.isArray(path)
    ? path.map((step) => (typeof step === "number" ? `#${step}` : dotted(step)))
    : [null];
  const words = [code, message, ...steps];
  if (!words.every((word) => typeof word === "string")) return [];
  return [words.map((word) => word.replace(/\p{Cc}/gu, " ")).join("\t")];
}

/** @param {unknown} step */
const dotted = (step) => (typeof step === "string" ? `.${step}` : undefined);

/** What an object has itself. @param {unknown} value @returns {Record<string, any>} */
const own = (value) => ({ __proto__: null, .../** @type {object} */ (value) });

/**
 * Of a URL, or of a path within the origin of the page or worker: the host's name, the user name and password, and the
 * whole without slashes at its end, as the platform writes them and separated by spaces. `undefined` if it is not a
 * URL.
 *
 * @param {string} text
 */
export function partsOfUrl(text) {
  try {
    let { hostname, username, password, href } = new URL(text[0] === "/" ? location.origin + text : text);
    while (href.endsWith("/")) href = href.slice(0, -1);
    return `${hostname} ${username}${password} ${href}`;
  } catch {
    return undefined;
  }
}

/** 128 random bits in hexadecimal. Not a `randomUUID`, which pages over plain `http:` do not have. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
