/** How a wait ended, in the order of `outcome` in transport.rs, and with what. @typedef {[how: number, what?: unknown]} Outcome */
const DONE = 0;
const ABORTED = 1;
const TIMED_OUT = 2;
const THROWN = 3;

/** What a chunk counts at least, in bytes, so that a stream of empty ones has an end too. */
const LIGHTEST_CHUNK = 64;

/** In UTF-16 units: what is read of a body in a form that we do not know. */
const LONGEST_EXCERPT = 4000;

/**
 * The time of one attempt, or of a pause: it ends when the caller's signal is aborted, or when it is up. Each wait within
 * it resolves to an outcome and never rejects; nothing is begun after the end.
 *
 * @param {AbortSignal | undefined} signal any object that has what is used of one
 * @param {number} milliseconds 0 is no limit
 */
export function deadline(signal, milliseconds) {
  /** @type {Outcome | undefined} */
  let end;
  /** Gives up the request, once there is one. @type {(reason?: unknown) => void} */
  let cancel = () => {};
  /** @type {(outcome: Outcome) => void} */
  let settle;
  const ended = new Promise((/** @type {(outcome: Outcome) => void} */ resolve) => {
    settle = resolve;
  });
  const finish = (/** @type {number} */ how, /** @type {unknown} */ what) => {
    end ??= [how, what];
    settle(end);
    cancel(what);
  };
  const abort = () => {
    try {
      if (signal?.aborted) finish(ABORTED, signal.reason);
    } catch (thrown) {
      finish(ABORTED, thrown);
    }
  };
  try {
    abort();
    signal?.addEventListener("abort", abort);
  } catch (thrown) {
    finish(ABORTED, thrown);
  }
  const timer = milliseconds > 0 ? setTimeout(finish, milliseconds, TIMED_OUT) : undefined;

  /** @param {() => Promise<unknown>} work */
  const limit = (work) => {
    if (end) return ended;
    const done = work().then(
      (value) => [DONE, value],
      (thrown) => [THROWN, thrown],
    );
    return Promise.race([ended, done]);
  };

  return {
    /**
     * Asks a token provider.
     *
     * @param {(ask: { attempt: number, rejected: boolean }) => unknown} provider
     * @param {number} attempt
     * @param {boolean} rejected
     */
    ask: (provider, attempt, rejected) => limit(async () => provider({ attempt, rejected })),

    /**
     * Sends a request and reads the reply.
     *
     * @param {typeof fetch | undefined} send the global one by default
     * @param {string} url
     * @param {Headers} headers
     * @param {Uint8Array<ArrayBuffer>} body a view of memory that will be used for something else
     * @param {number} most bytes of the reply
     */
    send: (send, url, headers, body, most) =>
      limit(async () => {
        const controller = new AbortController();
        cancel = (reason) => controller.abort(reason);
        // A copy. Deno sends bytes again when a used connection breaks under them, but no Blob (denoland/deno#35610).
        const content = send === undefined && "Deno" in globalThis ? new Blob([body]) : body.slice();
        const init = { method: "POST", headers, body: content, signal: controller.signal };
        const response = await (send ?? fetch)(url, { ...init, redirect: "manual" });
        return readReply(response, most, cancel);
      }),

    /** Waits for the end. */
    pass: () => ended,

    /** Lets go of the timer and the signal. */
    release() {
      clearTimeout(timer);
      try {
        signal?.removeEventListener("abort", abort);
      } catch {
        // A signal that throws here has nothing left to end.
      }
    },
  };
}

/**
 * Tells the caller of an attempt, and returns how long to wait before it. Submissions that go together hold each other
 * back by raising the delay.
 *
 * @param {AbortSignal | undefined} signal
 * @param {((attempt: object) => unknown) | undefined} onAttempt
 * @param {number} attempt
 * @param {number} delay
 * @param {string | undefined} reason
 * @throws the reason of a signal that was aborted, or what was thrown
 */
export function announce(signal, onAttempt, attempt, delay, reason) {
  if (signal?.aborted) throw signal.reason;
  const next = { attempt, delay, reason };
  onAttempt?.(next);
  return Math.max(delay, Number(next.delay) || 0);
}

/**
 * Reads what `fetch` resolved to, to its end: the status, `Retry-After`, the text or its first part, and what it is as
 * JSON. A body that is too large has no text; what is not shaped like a reply has nothing.
 *
 * @param {Response} response
 * @param {number} most bytes
 * @param {() => void} cancel gives up the request
 */
async function readReply(response, most, cancel) {
  const head = headOf(response);
  if (head === undefined) return [];
  const [status, retryAfter, reader] = head;
  const decoder = new TextDecoder();
  let text = "";
  let weight = 0;
  while (reader) {
    const { done, value } = Object(await reader.read());
    if (done) break;
    if (!ArrayBuffer.isView(value)) return [];
    weight += Math.max(LIGHTEST_CHUNK, value.byteLength);
    if (weight > most) {
      cancel();
      return [status, retryAfter];
    }
    text += decoder.decode(value, { stream: true });
  }
  return [status, retryAfter, text.slice(0, LONGEST_EXCERPT), parse(text)];
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
 * Reads a header of a copy, which is of this realm and cannot throw.
 *
 * @param {Headers} headers
 * @param {string} name
 */
function header(headers, name) {
  try {
    return new Headers(headers).get(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
