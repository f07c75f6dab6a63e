import { numberText } from "../numbers.js";
import { median } from "./figures.js";
import { bytesText, figureText } from "./words.js";

/**
 * @import { Parts } from "./skeleton.js"
 * @import { DeviceStore } from "./store.js"
 */

/** Shows the totals. @param {Parts} part @param {DeviceStore} store */
export function drawTiles(part, { report, bytes }) {
  if (!report) return;
  const { state, answered, unexpected, failed, silent, numberOfSessions, bytesTransferred } = report;
  const middle = median(bytes.filter((each) => each >= 0));
  const texts = [
    "Reported",
    numberText(answered + unexpected - failed),
    "",
    state === "waiting" ? "Still to answer" : "Silent",
    silent === null ? "not known" : numberText(silent),
    "",
    "Failed",
    numberText(failed),
    "",
    "Data",
    bytesText(Number(bytesTransferred)),
    `${figureText(String(bytesTransferred))} bytes`,
    "Sessions",
    figureText(String(numberOfSessions)),
    "",
    "Median of a device",
    ...(middle === undefined ? ["–", ""] : [bytesText(middle), `${numberText(middle)} bytes`]),
  ];
  for (const [index, element] of part("tiles").querySelectorAll("dt, dd").entries()) element.textContent = texts[index];
}
