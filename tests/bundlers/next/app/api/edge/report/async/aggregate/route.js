import { submitReport } from "../../../../submit-report.js";

export const runtime = "edge";

export const POST = submitReport;
