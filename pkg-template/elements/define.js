import { UsageReport, UsageRequest } from "../elements.js";

UsageRequest.define();
UsageReport.define();
