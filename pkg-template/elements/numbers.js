/** The user's languages in order of preference, which decide between 9,981 and 9.981. */
export const languages = (globalThis.navigator?.languages ?? []).filter(isLanguage);

/** Cached: creating one for each number takes ten times as long as the rest of a row. */
const format = new Intl.NumberFormat(languages);

/** If the system has no language, WebKitGTK lists `C`, which `Intl` refuses. @param {string} tag */
function isLanguage(tag) {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** @param {number | bigint} number */
export function numberText(number) {
  return format.format(number);
}

/**
 * `1 device`, `9,981 devices`
 *
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

/** @param {number} milliseconds */
export function durationText(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${numberText(Math.ceil(seconds / 60))} minutes`;
}
