import { STOPS } from "../process-groups.js";

/**
 * Waits for Ctrl-C, or for whoever else ends this process.
 *
 * @returns {Promise<void>}
 */
export function untilStopped() {
  return new Promise((resolve) => {
    for (const stop of STOPS) {
      // Miniflare listens, too, and would end this process before anything is closed and cleared away.
      process.removeAllListeners(stop);
      process.once(stop, () => resolve());
    }
  });
}
