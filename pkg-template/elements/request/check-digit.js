/**
 * The last digit of an IMEI, as 3GPP TS 23.003 defines it. It is only used for suggestions and for recognising columns:
 * the core decides what is valid.
 *
 * @param {string} digits the first 14
 */
export function checkDigitOf(digits) {
  let sum = 0;
  for (let place = 0; place < 14; place++) {
    const value = Number(digits[place]) * (1 + (place % 2));
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}

/** @param {string} imei */
export function fits(imei) {
  return imei.length === 15 && checkDigitOf(imei) === imei[14];
}
