/**
 * What the parts of a fleet have in common, read once, so that every part is the same. Core.d.ts declares it.
 *
 * @param {{ copies: Record<string, Record<string, unknown>> }} reading
 * @param {number} concurrency
 * @param {number} devicesPerRequest
 */
export function fleet({ copies }, concurrency, devicesPerRequest) {
  const { imei, ...request } = copies.request;
  const { onAttempt, onProgress, concurrency: _, devicesPerRequest: __, ...options } = copies.options;
  return { request, devices: imei, options, onAttempt, onProgress, concurrency, devicesPerRequest };
}
