/**
 * Devices as people write them down: IMEIs with line breaks, commas, semicolons or spaces between, and comments from a
 * `#` to the end of its line.
 *
 * @typedef {object} DeviceList
 * @property {string[]} imeis as they are written
 * @property {number[]} lines the line that each of them is on, from 1
 */

/**
 * @param {string} text
 * @returns {DeviceList}
 */
export function readDeviceList(text) {
  /** @type {DeviceList} */
  const list = { imeis: [], lines: [] };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const [written = ""] = line.split("#", 1);
    for (const [imei] of written.matchAll(/[^\s,;]+/g)) {
      list.imeis.push(imei);
      list.lines.push(index + 1);
    }
  }
  return list;
}

/**
 * Says `line 7 (49015…)` where a message about the list says `imei[3]`, since a person sees lines, not indices.
 *
 * @param {string} message of an issue
 * @param {DeviceList} list
 */
export function nameLines(message, { imeis, lines }) {
  return message.replace(/imei\[(\d+)\]/g, (name, index) => {
    const imei = imeis[index];
    return imei === undefined ? name : `line ${lines[index]} (${shortened(imei)})`;
  });
}

/** @param {string} text */
function shortened(text) {
  return text.length > 20 ? `${text.slice(0, 19)}…` : text;
}
