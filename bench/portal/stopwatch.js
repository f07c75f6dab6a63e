import { setTimeout as pause } from "node:timers/promises";

/**
 * What a reader has noticed of something: the longest task, and the longest time from a key or a click to what it made
 * visible, both in milliseconds; and how far things moved by themselves, as the layout shift score of a page is counted.
 * Browsers list tasks from 50 ms on, and interactions from 16 ms: 0 where there was none.
 *
 * @typedef {{ task: number, interaction: number, shift: number }} Noticed
 *
 * @typedef {{ entries: PerformanceEntry[] }} Observed
 */

/** How many times as slow the page is made: what a phone is, by the rule of thumb of Chromium's own tools. */
export const SLOWED = 4;

/** Milliseconds without anything to do, after which what an action has begun is over. */
const QUIET = 1_000;

/** Reads what the page makes its reader wait for. */
export class Stopwatch {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * Makes a page slow, and watches it from its next load on.
   *
   * @param {import("playwright-core").Page} page
   */
  static async start(page) {
    await page.addInitScript(observe);
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
    return new Stopwatch(page);
  }

  /**
   * @param {() => Promise<unknown>} act
   * @returns {Promise<Noticed>}
   */
  async notice(act) {
    const begun = await this.page.evaluate(() => performance.now());
    await act();
    await pause(QUIET);
    return this.page.evaluate(noticedSince, begun);
  }
}

/** In the page: keeps what happens. */
function observe() {
  /** @type {PerformanceEntry[]} */
  const entries = [];
  Object.assign(globalThis, { observed: { entries } });
  const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  observer.observe({ type: "layout-shift" });
  // TypeScript does not know the threshold.
  observer.observe(/** @type {PerformanceObserverInit} */ ({ type: "event", durationThreshold: 16 }));
}

/** In the page. @param {number} begun @returns {Noticed} */
function noticedSince(begun) {
  const { observed } = /** @type {{ observed: Observed }} */ (/** @type {unknown} */ (globalThis));
  const noticed = { task: 0, interaction: 0, shift: 0 };
  for (const entry of observed.entries) {
    if (entry.startTime < begun) continue;
    const {
      interactionId = 0,
      hadRecentInput = false,
      value = 0,
    } = /** @type {{ interactionId?: number, hadRecentInput?: boolean, value?: number }} */ (
      /** @type {unknown} */ (entry)
    );
    if (entry.entryType === "longtask") noticed.task = Math.max(noticed.task, entry.duration);
    if (interactionId > 0) noticed.interaction = Math.max(noticed.interaction, entry.duration);
    if (!hadRecentInput) noticed.shift += value;
  }
  return noticed;
}
