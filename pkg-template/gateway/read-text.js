import { refusal } from "./answers.js";

/**
 * Reads a body of UTF-8 of limited size. It is measured as it arrives, because the length that a client declares proves
 * nothing. A body that was read to its end stays locked, so that nothing reads it again.
 *
 * @param {{ readonly body: ReadableStream<Uint8Array> | null }} message a request or a reply
 * @param {number} largest bytes
 * @returns {Promise<{ text: string } | { refused: Response }>}
 */
export async function readText({ body }, largest) {
  if (body === null) return { text: "" };
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = body.getReader();
  let text = "";
  let size = 0;
  let isRead = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isRead = done;
      if (done) return { text: text + decoder.decode() };
      size += value.byteLength;
      if (size > largest) return { refused: refusal(413, "TOO_LARGE", `The body has more than ${largest} bytes.`) };
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return { refused: refusal(400, "INVALID_TEXT", "The body broke off, or is not UTF-8.") };
  } finally {
    if (!isRead) reader.releaseLock();
  }
}
