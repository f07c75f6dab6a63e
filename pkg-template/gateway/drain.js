import { atMost } from "./sleep.js";

/** Bytes that are read for nobody, at most. */
const MOST = 8 * 1024 * 1024;

/** Milliseconds that are spent on that, at most. */
const LONGEST = 5_000;

/**
 * Reads what is left of a body. When a request is answered before its end, workerd closes the connection, and the
 * client may lose the answer, or what it sends next.
 *
 * @param {Request} request
 */
export async function drain({ body }) {
  if (body === null || body.locked) return;
  const reader = body.getReader();
  try {
    await atMost(LONGEST, readOn(reader));
  } catch {
    // The client has gone.
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function readOn(reader) {
  for (let size = 0; size <= MOST; ) {
    const { done, value } = await reader.read();
    if (done) return;
    size += value.byteLength;
  }
}
