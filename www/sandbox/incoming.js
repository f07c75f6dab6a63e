/** @import { IncomingMessage } from "node:http" */

/** The largest body that is read, in bytes. */
export const LARGEST_BODY = 1024 * 1024;

/** Keeps what is too large only as far as it takes to see that. @param {IncomingMessage} incoming */
export async function readBody(incoming) {
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
export function pairs(raw) {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []));
}
