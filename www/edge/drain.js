/** Bytes that are read for nobody, at most. */
const MOST = 8 * 1024 * 1024;

/**
 * Reads what is left of a body. When a request is answered before its end, workerd closes the connection, and the
 * client may lose the answer, or what it sends next.
 *
 * @param {Request} request
 */
export async function drain({ body }) {
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > MOST) return;
    }
  } catch {
    // The client has gone.
  }
}
