import { describe, log } from "./log.js";

/** @import { Settings } from "./options.js" */

/**
 * A stream of what a generator yields, produced as it is read: a slow reader slows the generator down, and one that
 * leaves ends it. What the generator throws breaks the stream off and is logged, since the answer has long begun.
 *
 * @param {AsyncGenerator<string>} texts
 * @param {Settings} settings
 * @param {() => void} [onCancel] has to end what the generator waits for
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
