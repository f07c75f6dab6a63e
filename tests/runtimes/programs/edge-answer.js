/** @typedef {Event & { request: Request, respondWith: (answer: Promise<Response>) => void }} FetchEvent */

/** @param {(origin: string) => Promise<Response>} answer */
export function answerFetch(answer) {
  addEventListener("fetch", (event) => {
    const fetched = /** @type {FetchEvent} */ (event);
    const failed = (/** @type {unknown} */ error) => new Response(String(error), { status: 500 });
    fetched.respondWith(answer(new URL(fetched.request.url).origin).catch(failed));
  });
}
