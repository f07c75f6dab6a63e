import { describe, log } from "./log.js";

/** @import { Settings } from "./options.js" */

/**
 * A stream of what a generator gives, made as it is read: a slow reader slows the generator, and one that goes ends it.
 * What the generator throws breaks it off, and is told to the log: its answer has long begun.
 *
 * @param {AsyncGenerator<string>} texts
 * @param {Settings} settings
 * @param {() => void} [onCancel] is to end what the generator waits for
 * @returns {ReadableStream<Uint8Array>}
 */
export function textStream(texts, settings, onCancel = () => {}) {
  const encoder = new TextEncoder();

  async function next() {
    try {
      return await texts.next();
    } catch (error) {
      log({ event: "failed", level: "error", message: describe(error, settings) }, settings);
      throw error;
    }
  }

  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        onCancel();
        await texts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
