/** 128 random bits in hexadecimal. Not a `randomUUID`, which pages over plain `http:` do not have. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
