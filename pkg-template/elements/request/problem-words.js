/** @import { AggregateIssue } from "../../index.js" */

/** @type {Record<string, string>} */
const labels = {
  accountNumber: "the account number",
  startDate: "the start date",
  endDate: "the end date",
  deviceGroup: "the device group",
  dataPlan: "the data plan",
};

/**
 * An issue in the words of the form. The package's own messages are for programmers, and name fields.
 *
 * @param {AggregateIssue} issue
 */
export function problemWords({ code, path: [field], message }) {
  if (field === "accountNumber" && code === "empty") return "Enter the account number.";
  if (code === "date_format") return "Complete the date, or clear it.";
  const words = message.replace(/\b[a-z]+[A-Z]\w+\b/g, (name) => labels[name] ?? name);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
