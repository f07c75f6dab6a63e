/** @typedef {Event & { request: Request, respondWith: (answer: Promise<Response>) => void }} FetchEvent */

/** @param {(origin: string) => Promise<Response>} answer */
export function answerFetch(answer) {
  addEventListener("fetch", (event) => {
    const fetched = /** @type {FetchEvent} */ (event);
    fetched.respondWith(answer(new URL(fetched.request.url).origin));
  });
}
