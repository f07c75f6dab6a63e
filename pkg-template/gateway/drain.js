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
  const giveUp = () => reader.cancel().catch(() => {});
  const timer = setTimeout(giveUp, LONGEST);
  try {
    for (let size = 0; size <= MOST; ) {
      const { done, value } = await reader.read();
      if (done) return;
      size += value.byteLength;
    }
    giveUp();
  } catch {
    // The client has gone.
  } finally {
    clearTimeout(timer);
  }
}
