import { ready } from "#server-core";
import { foldCallback, openReport, readCallback, reportState } from "../server-core.js";

/** @type {import("../inbox.js").ReportRules} */
const rules = { readCallback, foldCallback, openReport, reportState };

/** The rules by which callbacks become reports, once the core that contains them is ready. */
export async function reportRules() {
  await ready();
  return rules;
}
