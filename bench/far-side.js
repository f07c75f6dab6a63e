/** What stands in for ThingSpace in this bench. */

export const receipt = JSON.stringify({ txid: "0f9bdd10-7a02-4d2c-a0e4-2bb2a1d3f5c8", status: "QUEUED" });

export const credentials = { token: "a-session-token-of-some-length", bearer: "an-access-token-of-some-length" };

/** Nothing listens there: for calls that are answered before they reach the network. */
export const nowhere = "http://127.0.0.1:9";

/** A `fetch` that answers at once, and when it was last called. */
export function instantFetch() {
  const sent = { at: Number.NaN };
  const fetch = async () => {
    sent.at = performance.now();
    return new Response(receipt, { headers: { "content-type": "application/json" } });
  };
  return { fetch, sent };
}
