import { addressOf } from "./address.js";
import { rememberFleet } from "./fleets.js";

/** @import { OwnColumns, UsageRequest, UsageRequestFields, UsageRequestReceipts } from "thingspace-aggregate/elements" */

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

  /** Columns are kept one after the other: the last time, with all reports of a fleet. */
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
      this.#keep([...txids], detail);
    });
    form.addEventListener("usage-request-queued", async ({ detail }) => {
      txids = txidsOf(detail);
      form.replaceChildren(linkTo(txids));
      // The report asks for the columns. What has failed, if anything, is told meanwhile: right after this event.
      await this.#keep(txids, detail);
      if (hasFailed) onChange();
      else onQueued(txids);
    });
    form.addEventListener("usage-request-failed", () => {
      hasFailed = true;
      onChange();
    });
  }

  /**
   * @param {readonly string[]} txids
   * @param {UsageRequestReceipts} detail
   */
  #keep(txids, { columns }) {
    if (txids.length > 1) rememberFleet(txids);
    if (columns) this.#kept = this.#kept.then(() => keep(txids, columns));
    return this.#kept;
  }
}

/**
 * Where the report is to be seen, as a part of what the form says of the outcome.
 *
 * @param {readonly string[]} txids
 */
function linkTo(txids) {
  const link = document.createElement("a");
  link.slot = "outcome";
  link.href = addressOf(txids);
  link.textContent = txids.length > 1 ? `See these ${txids.length} reports as one` : "See the report";
  return link;
}

/** @param {UsageRequestReceipts} detail */
function txidsOf({ receipts }) {
  return receipts.map(({ txid }) => txid);
}

/**
 * @param {readonly string[]} txids
 * @param {OwnColumns} columns
 */
async function keep(txids, columns) {
  try {
    const { keepColumns } = await import("./report-view.js");
    await keepColumns(txids, columns);
  } catch {
    // Where nothing can be kept, in some private windows, the report has the columns of ThingSpace alone.
  }
}
