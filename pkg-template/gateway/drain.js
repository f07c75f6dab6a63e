/** The largest number of bytes that are read and discarded. */
const MOST = 8 * 1024 * 1024;

/** The longest time that is spent on that, in milliseconds. */
const LONGEST = 5_000;

/**
 * Reads the rest of a body. If a request is answered before its end, workerd closes the connection, and the client may
 * lose the answer, or its next request.
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
    // The client is gone.
  } finally {
    clearTimeout(timer);
  }
}
