/** Only `<usage-report>`, for pages without the form, or to load it once there is a report to show. */
export { UsageReport } from "../elements.js";
