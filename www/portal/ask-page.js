/** @import { UsageRequest, UsageRequestFields, UsageRequestReceipts } from "thingspace-aggregate/elements" */

/**
 * What the form tells the page.
 *
 * @typedef {object} AskListener
 * @property {() => void} onProblems the reader has submitted: `problems` is what it was
 * @property {(txids: readonly string[]) => void} onQueued all that was asked for is queued
 * @property {() => void} onChange some reports may have been queued, and others not: the form says what to do
 */

/** The form that asks for reports. */
export class AskPage {
  /** How many problems the form showed at the last submission. */
  problems = 0;

  /** One after the other: the last time, with all reports of a fleet. */
  #kept = Promise.resolve();

  #form;
  #listener;

  /**
   * @param {UsageRequest} form
   * @param {AskListener} listener
   */
  constructor(form, listener) {
    this.#form = form;
    this.#listener = listener;
    this.#listen();
  }

  /**
   * Begins anew, with these fields filled in: what became of an earlier request goes.
   *
   * @param {UsageRequestFields} request
   */
  fill(request) {
    const form = document.createElement("usage-request");
    form.request = request;
    this.#form.replaceWith(form);
    this.#form = form;
    this.#listen();
    this.problems = 0;
  }

  #listen() {
    const form = this.#form;
    const { onProblems, onQueued, onChange } = this.#listener;
    /** The reports of one submission, as far as they are queued. @type {string[]} */
    let txids = [];
    let hasFailed = false;
    form.addEventListener("usage-request-problems", ({ detail }) => {
      txids = [];
      hasFailed = false;
      form.replaceChildren();
      this.problems = detail.count;
      onProblems();
    });
    form.addEventListener("usage-request-part", ({ detail }) => {
      txids.push(...txidsOf(detail));
      this.#keep(form, [...txids], detail);
    });
    form.addEventListener("usage-request-queued", async ({ detail }) => {
      txids = txidsOf(detail);
      // The report asks for the columns. What has failed, if anything, is told meanwhile: right after this event.
      await this.#keep(form, txids, detail);
      if (hasFailed) onChange();
      else onQueued(txids);
    });
    form.addEventListener("usage-request-failed", () => {
      hasFailed = true;
      onChange();
    });
  }

  /**
   * @param {UsageRequest} form
   * @param {readonly string[]} txids
   * @param {UsageRequestReceipts} detail
   */
  #keep(form, txids, { columns }) {
    this.#kept = this.#kept.then(async () => {
      try {
        const { keepReceipts } = await import("./report-view.js");
        await keepReceipts(form, txids, columns);
      } catch {
        // Where nothing can be kept, in some private windows, the report has the columns of ThingSpace alone.
      }
    });
    return this.#kept;
  }
}

/** @param {UsageRequestReceipts} detail */
function txidsOf({ receipts }) {
  return receipts.map(({ txid }) => txid);
}
