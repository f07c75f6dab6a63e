/** How much of a foreign text is put into a message. */
const LONGEST = 200;

/**
 * Removes secrets, in every encoding in which they may be sent, from a foreign text, and then cuts it off.
 *
 * @param {string} text
 * @param {readonly (string | undefined)[]} secrets
 */
export function redact(text, secrets) {
  const spellings = secrets.flatMap((secret) => (secret ? spellingsOf(secret) : []));
  // The longest first, so that no part of one remains after a shorter one inside it was removed.
  spellings.sort((a, b) => b.length - a.length);
  const clean = spellings.reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a log line must stay a single line
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
