/** `<usage-request>` alone, for pages that show no report, or load what shows it later. */
export { UsageRequest } from "../elements.js";
