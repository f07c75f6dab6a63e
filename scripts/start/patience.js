/**
 * Waits for something that goes on and on, but not for ever.
 *
 * @param {number} longest milliseconds without a sign of it
 * @returns {{ signal: AbortSignal, renew: () => void, end: () => void }} `signal` is aborted when none came, or at the
 *   `end`; `renew` takes one
 */
export function patience(longest) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, longest);
  return {
    signal: controller.signal,
    renew() {
      clearTimeout(timer);
      timer = setTimeout(abort, longest);
    },
    end() {
      clearTimeout(timer);
      abort();
    },
  };
}
