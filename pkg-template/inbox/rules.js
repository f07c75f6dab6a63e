import { foldCallback, openReport, readCallback, ready, reportState } from "#server-core";

/** @type {import("../inbox.js").ReportRules} */
const rules = { readCallback, foldCallback, openReport, reportState };

/** The rules by which callbacks become reports, once the core that has them is ready. */
export async function reportRules() {
  await ready();
  return rules;
}
