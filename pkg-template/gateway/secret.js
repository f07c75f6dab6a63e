/**
 * Tells whether a text is one of the secrets, and takes the same time for each text of a length, so that nobody can
 * feel their way along: digests of all are compared to their last byte.
 *
 * @param {string} text
 * @param {readonly string[]} secrets
 */
export async function isSecret(text, secrets) {
  const [given, ...known] = await Promise.all([text, ...secrets].map(sha256));
  let isOne = false;
  for (const digest of known) {
    let difference = 0;
    for (const [index, byte] of digest.entries()) difference |= byte ^ (given?.[index] ?? 0);
    isOne = difference === 0 || isOne;
  }
  return isOne;
}

/** @param {string} text */
export async function sha256(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
