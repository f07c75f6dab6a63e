import { submitReport } from "../../../../submit-report.js";

export const POST = submitReport;
