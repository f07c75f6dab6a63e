import "thingspace-aggregate/elements/define";
import { type OwnColumns, UsageReport, UsageRequest, type UsageRequestReceipt } from "thingspace-aggregate/elements";
import { UsageReport as Report } from "thingspace-aggregate/elements/usage-report";
import { UsageRequest as Request } from "thingspace-aggregate/elements/usage-request";

const classes: [typeof UsageReport, typeof UsageRequest] = [Report, Request];
void classes;
UsageRequest.define("our-request");
UsageReport.define();

const form = document.createElement("usage-request");
form.baseUrl = "/reports";
form.request = { accountNumber: "A-1", imei: ["490154203237518"], startDate: new Date() };
const columns: OwnColumns | undefined = form.columns;
void columns?.rows.get("490154203237518")?.[0];
form.addEventListener("usage-request-queued", ({ detail }) => {
  const receipts: readonly UsageRequestReceipt[] = detail.receipts;
  // @ts-expect-error: the devices are not told
  void [receipts, detail.request.imei];
});
form.addEventListener("click", ({ clientX }) => clientX.toFixed());
document.querySelector("usage-report")?.baseUrl.toUpperCase();

// @ts-expect-error: an account number is needed
form.request = { imei: 0 };
// @ts-expect-error: they come from a table
form.columns = undefined;
