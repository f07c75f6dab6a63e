/**
 * A stream of what a generator gives, made as it is read: a slow reader slows the generator, and one that goes ends it.
 *
 * @param {AsyncGenerator<string>} texts
 * @param {() => void} [onCancel] is to end what the generator waits for
 * @returns {ReadableStream<Uint8Array>}
 */
export function textStream(texts, onCancel = () => {}) {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await texts.next();
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
