import { wording } from "./wording.js";

/**
 * @import { AggregateIssue, AggregateValidation } from "thingspace-aggregate"
 * @import { DeviceList } from "./device-list.js"
 */

/** Fields with a place for their problems, in the order of the page. */
const fields = ["accountNumber", "imei", "startDate", "endDate", "deviceGroup", "dataPlan"];

/** What belongs to no field goes here. */
const other = "other";

const MOST_SHOWN = 8;

/**
 * Shows the problems of the request beside the fields they belong to.
 *
 * @param {AggregateValidation} validation
 * @param {DeviceList} list the devices as entered
 * @param {(field: string) => boolean} isDue whether a field's problems are to be shown yet
 */
export function showProblems({ issues, issueCount }, list, isDue) {
  const byField = groupByField(issues);
  // The issues that the package counted but did not list are all about devices: those come last.
  const unlisted = issueCount - issues.length;
  for (const field of [...fields, other]) {
    const found = field === other || isDue(field) ? (byField.get(field) ?? []) : [];
    show(
      field,
      found.map((issue) => wording(issue, list)),
      field === "imei" && found.length > 0 ? unlisted : 0,
    );
  }
}

/**
 * Moves the focus to the first field that has a problem.
 *
 * @param {AggregateValidation} validation
 */
export function focusFirstProblem({ issues }) {
  const byField = groupByField(issues);
  const first = fields.find((field) => byField.has(field));
  document.getElementById(first ?? "submit")?.focus();
}

/** @param {readonly AggregateIssue[]} issues */
function groupByField(issues) {
  /** @type {Map<string, AggregateIssue[]>} */
  const byField = new Map();
  for (const issue of issues) {
    const name = String(issue.path[0]);
    const field = fields.includes(name) ? name : other;
    byField.set(field, [...(byField.get(field) ?? []), issue]);
  }
  return byField;
}

/**
 * @param {string} field
 * @param {string[]} sentences
 * @param {number} unlisted how many more there are
 */
function show(field, sentences, unlisted) {
  const place = document.getElementById(`${field}-problem`);
  const shown = sentences.slice(0, MOST_SHOWN);
  const more = sentences.length - shown.length + unlisted;
  if (more > 0) shown.push(`And ${more.toLocaleString("en")} more.`);
  place?.replaceChildren(...shown.map(paragraph));
  document.getElementById(field)?.setAttribute("aria-invalid", String(sentences.length > 0));
}

/** @param {string} sentence */
function paragraph(sentence) {
  const element = document.createElement("p");
  element.textContent = sentence;
  return element;
}
