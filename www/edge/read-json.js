import { refusal } from "./answers.js";

/**
 * Reads a body of JSON of limited size. It is measured as it comes: what a client says of its length proves nothing.
 *
 * @param {Request} request
 * @param {number} largest bytes
 * @returns {Promise<{ value: unknown } | { refused: Response }>}
 */
export async function readJson({ headers, body }, largest) {
  const [type = ""] = (headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/json") {
    return { refused: refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body must come as content-type application/json.") };
  }

  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let text = "";
    let size = 0;
    for await (const chunk of body?.values({ preventCancel: true }) ?? []) {
      size += chunk.byteLength;
      if (size > largest) return { refused: refusal(413, "TOO_LARGE", `The body has more than ${largest} bytes.`) };
      text += decoder.decode(chunk, { stream: true });
    }
    return { value: JSON.parse(text + decoder.decode()) };
  } catch {
    return { refused: refusal(400, "INVALID_JSON", "The body is not JSON in UTF-8.") };
  }
}
