/** `<usage-report>` alone, for pages without the form, and to load when there is a report to show. */
export { UsageReport } from "../elements.js";
