import { UsageRequest } from "thingspace-aggregate/elements/usage-request";
import { addressOf, txidsIn } from "./address.js";
import { AskPage } from "./ask-page.js";
import { RecentReports } from "./recent-reports.js";
import { ReportPage } from "./report-page.js";

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const title = document.title;

UsageRequest.define();

const recent = new RecentReports(part("recent-list"), part("recent-state"));

const askPage = new AskPage(/** @type {UsageRequest} */ (document.querySelector("usage-request")), {
  onProblems: showTitle,
  onQueued(txids) {
    // Whoever reads another report by now finds the way to this one in the form and in the list.
    if (!txidsIn(location.hash)) location.hash = addressOf(txids);
  },
  onChange: () => recent.refresh(),
});

const reportPage = new ReportPage(part("report-title"), part("report-place"), (request) => {
  askPage.fill(request);
  location.hash = "#/";
});

addEventListener("hashchange", () => {
  showAddress();
  // Where a newly loaded page would begin; otherwise the focus would stay on something that is now hidden.
  part(txidsIn(location.hash) ? "report-title" : "new-title").focus();
});

showAddress();

/** Shows what the address names: the form and the list, or a report. */
function showAddress() {
  const txids = txidsIn(location.hash);
  part("ask").hidden = txids !== "";
  part("report").hidden = txids === "";
  if (txids) {
    recent.hide();
    reportPage.show(txids);
  } else {
    reportPage.leave();
    recent.show();
  }
  showTitle();
}

/** The title of the window says what is shown, and first whether the form has problems. */
function showTitle() {
  if (txidsIn(location.hash)) document.title = `${part("report-title").textContent} · ${title}`;
  else document.title = askPage.problems > 0 ? `Error: ${title}` : title;
}
