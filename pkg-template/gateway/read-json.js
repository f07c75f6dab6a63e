import { refusal } from "./answers.js";
import { readText } from "./read-text.js";

/**
 * Reads a body of JSON of limited size.
 *
 * @param {Request} request
 * @param {number} largest bytes
 * @returns {Promise<{ value: unknown, text: string } | { refused: Response }>}
 */
export async function readJson(request, largest) {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/json") {
    return { refused: refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body must have the content-type application/json.") };
  }
  const read = await readText(request, largest);
  if ("refused" in read) return read;
  try {
    return { value: JSON.parse(read.text), text: read.text };
  } catch {
    return { refused: refusal(400, "INVALID_JSON", "The body is not JSON.") };
  }
}
