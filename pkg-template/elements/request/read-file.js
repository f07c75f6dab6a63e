/**
 * The text of a file.
 *
 * @param {Blob} file
 * @returns {Promise<{ text: string } | { problem: string }>}
 */
export async function readFile(file) {
  try {
    return textOf(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return { problem: "This file cannot be read. It may be a folder, or it may have changed." };
  }
}

/**
 * The text of a file's bytes: UTF-8, UTF-16 with or without a mark like Excel's “Unicode text”, or the encoding of Excel's
 * plain CSV in western countries.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {{ text: string } | { problem: string }}
 */
function textOf(bytes) {
  const begins = (/** @type {number[]} */ ...mark) => mark.every((byte, place) => bytes[place] === byte);
  if (begins(0x50, 0x4b, 3, 4)) return { problem: workbook };
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) return { problem: workbook };
  if (begins(0x25, 0x50, 0x44, 0x46)) return { problem: "This is a PDF. Save the list as text or CSV." };
  // What a list begins with is one byte of two, of which the other is 0.
  if (begins(0xff, 0xfe) || bytes[1] === 0) return { text: decode("utf-16le") };
  if (begins(0xfe, 0xff) || bytes[0] === 0) return { text: decode("utf-16be") };
  try {
    return { text: decode("utf-8", true) };
  } catch {
    return { text: decode("windows-1252") };
  }

  /** @param {string} encoding */
  function decode(encoding, fatal = false) {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  }
}

const workbook =
  "This is a spreadsheet file. Open it, format the IMEI column as text or as a number without decimals, and save it as " +
  "“CSV UTF-8”, or copy the column and paste it here.";
