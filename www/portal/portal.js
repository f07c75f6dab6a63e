import { isAggregateReportError, validateAggregate } from "/pkg/entries/browser.js";
import { countDevices, readForm } from "./form.js";
import { showBreakdown, showCancelled, showError, showReceipt } from "./outcome.js";
import { focusFirstProblem, showProblems } from "./problems.js";
import { Submission } from "./submission.js";

/** Milliseconds after the last key before the request is looked at. */
const PAUSE = 150;

/** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${id}`);
  return element;
}

const form = byId("report", HTMLFormElement);
const list = byId("list", HTMLElement);
const count = byId("imei-count", HTMLElement);
const submitButton = byId("submit", HTMLButtonElement);
const cancelButton = byId("cancel", HTMLButtonElement);
const anotherButton = byId("another", HTMLButtonElement);
const outcome = byId("outcome", HTMLElement);

/** Fields that the user has been to: problems of the others are not shown before a submission. @type {Set<string>} */
const visited = new Set();
let wasSubmitted = false;
/** @type {Submission | undefined} */
let submission;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;
let latestCheck = 0;

/** Looks at the whole request and shows what is wrong with it. */
async function check() {
  clearTimeout(pause);
  const current = ++latestCheck;
  const { request, list: devices } = readForm(form);
  list.hidden = request.imei === 0;
  count.textContent = devices.imeis.length === 0 ? "No devices yet" : countDevices(request, devices);
  const validation = await validateAggregate(request);
  // A later check may have come first while the core was being loaded.
  if (current === latestCheck) showProblems(validation, devices, (field) => wasSubmitted || visited.has(field));
  return { request, devices, validation };
}

async function submit() {
  wasSubmitted = true;
  const { request, devices, validation } = await check();
  if (validation.issueCount > 0) {
    focusFirstProblem(validation);
    return;
  }
  const current = new Submission(byId("progress", HTMLElement), byId("countdown", HTMLElement));
  submission = current;
  showBusy(true);
  try {
    showReceipt(outcome, await current.submit(request), countDevices(request, devices));
    anotherButton.hidden = false;
  } catch (error) {
    if (current.isCancelled) showCancelled(outcome, current.mayBeQueued);
    else if (isAggregateReportError(error)) showError(outcome, error);
    else throw error;
  } finally {
    submission = undefined;
    showBusy(false);
  }
}

/** @param {boolean} isBusy */
function showBusy(isBusy) {
  submitButton.disabled = isBusy;
  cancelButton.hidden = !isBusy;
  if (isBusy) {
    outcome.hidden = true;
    anotherButton.hidden = true;
  }
}

/** @param {Promise<unknown>} work */
function attempt(work) {
  work.catch((error) => showBreakdown(outcome, error));
}

form.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLElement && target.id) visited.add(target.id);
  clearTimeout(pause);
  pause = setTimeout(() => attempt(check()), PAUSE);
});
form.addEventListener("focusout", ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || target.value === "") return;
  visited.add(target.id);
  attempt(check());
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (submission === undefined) attempt(submit());
});
cancelButton.addEventListener("click", () => submission?.cancel());
anotherButton.addEventListener("click", () => {
  form.reset();
  visited.clear();
  wasSubmitted = false;
  outcome.hidden = true;
  anotherButton.hidden = true;
  attempt(check());
  byId("accountNumber", HTMLInputElement).focus();
});

attempt(check());
