/**
 * A stream of what a generator yields, produced as it is read: a slow reader slows the generator down, and one that
 * leaves ends it.
 *
 * @param {AsyncGenerator<string>} texts
 * @param {() => void} [onCancel] has to end what the generator waits for
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
