/** Only `<usage-request>`, for pages that show no report, or that load the report later. */
export { UsageRequest } from "../elements.js";
