/** Before a sample, so that nobody pays for what another left behind. Needs `node --expose-gc`. */
export function collectGarbage() {
  globalThis.gc?.();
}
