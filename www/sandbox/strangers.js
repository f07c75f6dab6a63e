/**
 * Devices that nobody asks for: IMEIs with a check digit that is right, the same ones each time.
 *
 * @param {number} count at most 100,000
 * @returns {string[]}
 */
export function strangers(count) {
  return Array.from({ length: count }, (_, index) => withCheckDigit(`990001110${String(index).padStart(5, "0")}`));
}

/** 3GPP TS 23.003, annex B. @param {string} digits the first fourteen */
function withCheckDigit(digits) {
  const sum = [...digits].reduce((total, digit, index) => {
    const weighted = Number(digit) * (1 + (index % 2));
    return total + Math.floor(weighted / 10) + (weighted % 10);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
