/**
 * An event of `text/event-stream`. Comments, which keep a connection open, come as events without a name.
 *
 * @typedef {{ name: string, id: string | undefined, data: string }} ServerEvent
 */

/**
 * Parses the stream as the HTML standard specifies.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<ServerEvent, void, undefined>}
 */
export async function* serverEvents(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // An event that is cut off by the end does not count.
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) yield readEvent(block);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** @param {string} block @returns {ServerEvent} */
function readEvent(block) {
  /** @type {ServerEvent} */
  const event = { name: "", id: undefined, data: "" };
  for (const line of block.split(/\r?\n/)) {
    const [, field, value = ""] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") event.name = value;
    if (field === "id") event.id = value;
    if (field === "data") event.data += event.data === "" ? value : `\n${value}`;
  }
  return event;
}
