/**
 * Makes a check whether a text is one of the secrets. It takes the same time for each text of a length, so that nobody
 * can feel their way along: digests of all are compared to their last byte. Those of the secrets are made once.
 *
 * @param {readonly string[]} secrets
 * @returns {(text: string) => Promise<boolean>}
 */
export function secretCheck(secrets) {
  /** Never a promise: workerd lets no request wait for what another has begun. @type {Uint8Array[] | undefined} */
  let known;
  return async (text) => {
    known ??= await Promise.all(secrets.map(sha256));
    const given = await sha256(text);
    let isOne = false;
    for (const digest of known) {
      let difference = 0;
      for (const [index, byte] of digest.entries()) difference |= byte ^ (given[index] ?? 0);
      isOne = difference === 0 || isOne;
    }
    return isOne;
  };
}

/** @param {string} text */
export async function sha256(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
