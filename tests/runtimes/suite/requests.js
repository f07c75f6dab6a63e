export const token = "session-token";

export const fields = { accountNumber: "0000123456-00001", deviceGroup: "Véhicules 東京 💡" };

/**
 * Different IMEIs with the right check digit, the same ones each time.
 * @param {number} count
 */
export function imeis(count) {
  return Array.from({ length: count }, (_, index) => withCheckDigit(String(35_000_000_000_000 + index * 97)));
}

/** @param {string} digits the first 14 */
function withCheckDigit(digits) {
  const sum = [...digits]
    .map((digit, place) => Number(digit) * (1 + (place % 2)))
    .reduce((total, value) => total + Math.floor(value / 10) + (value % 10), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
