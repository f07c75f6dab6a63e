import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { baseSheet } from "../../pkg-template/elements/appearance.js";

/** What is read, and the borders and bars that tell something, in the words of WCAG 2.2, 1.4.3 and 1.4.11. */
const TEXT = 4.5;
const GRAPHICS = 3;

const page = await readFile(new URL("../../www/portal/portal.css", import.meta.url), "utf8");
const texts = ["text", "quiet", "accent", "problem"];

/** @type {Record<string, { css: string, pairs: (readonly [string, string, number])[] }>} */
const places = {
  "the elements": {
    css: baseSheet,
    pairs: [
      ...[...texts, "success"].map((text) => /** @type {const} */ ([text, "paper", TEXT])),
      ["on-accent", "accent", TEXT],
      ["line", "paper", GRAPHICS],
    ],
  },
  "the portal": {
    css: page,
    pairs: ["ground", "paper"].flatMap((ground) => texts.map((text) => /** @type {const} */ ([text, ground, TEXT]))),
  },
};

describe("what stands on a ground has enough contrast", () => {
  for (const [place, { css, pairs }] of Object.entries(places)) {
    for (const [number, scheme] of ["light", "dark"].entries()) {
      it(`in ${place}, ${scheme}`, () => {
        const colour = (/** @type {string} */ name) => coloursOf(css, name)[number] ?? "";
        for (const [text, ground, least] of pairs) {
          const ratio = contrast(colour(text), colour(ground));
          assert.ok(ratio >= least, `${text} on ${ground}: ${ratio.toFixed(2)} of ${least}`);
        }
      });
    }
  }
});

/** The light one and the dark one. @param {string} css @param {string} name of a custom property */
function coloursOf(css, name) {
  const [, light = "", dark = ""] =
    css.match(new RegExp(`--${name}: (?:var\\([\\w-]+, )?light-dark\\((#\\w{6}), (#\\w{6})\\)`)) ?? [];
  return [light, dark];
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {string} colour as #rrggbb */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
