export { UsageReport } from "./elements/report/usage-report.js";
export { UsageRequest } from "./elements/request/usage-request.js";
