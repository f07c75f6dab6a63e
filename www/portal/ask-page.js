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
    let hasFailed = false;
    form.addEventListener("usage-request-problems", ({ detail }) => {
      hasFailed = false;
      form.replaceChildren();
      this.problems = detail.count;
      onProblems();
    });
    form.addEventListener("usage-request-part", ({ detail }) => this.#keep(form, detail));
    form.addEventListener("usage-request-queued", async ({ detail }) => {
      // The report asks for the columns. What has failed, if anything, is told meanwhile: right after this event.
      await this.#keep(form, detail);
      if (hasFailed) onChange();
      else onQueued(txidsOf(detail));
    });
    form.addEventListener("usage-request-failed", () => {
      hasFailed = true;
      onChange();
    });
  }

  /** @param {UsageRequest} form @param {UsageRequestReceipts} detail */
  #keep(form, detail) {
    this.#kept = this.#kept.then(async () => {
      try {
        const { keepReceipts } = await import("./report-view.js");
        await keepReceipts(form, txidsOf(detail), detail.columns);
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
