/** How much of a foreign text gets into a message. */
const LONGEST = 200;

/**
 * Takes secrets out of a text that others wrote, in every spelling that a secret may have on its way, and then cuts it.
 *
 * @param {string} text
 * @param {readonly (string | undefined)[]} secrets
 */
export function redact(text, secrets) {
  const spellings = secrets.flatMap((secret) => (secret ? spellingsOf(secret) : []));
  // The longest first, so that no part of one is left by another that it holds.
  spellings.sort((a, b) => b.length - a.length);
  const clean = spellings.reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a log line must stay one
  return clean.replace(/[\u0000-\u001f\u007f]+/g, " ").slice(0, LONGEST);
}

/** @param {string} secret */
function spellingsOf(secret) {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    new URLSearchParams({ secret }).toString().slice("secret=".length),
  ];
}
