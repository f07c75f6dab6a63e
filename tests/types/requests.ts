import { type AggregateRequest, submitAggregate, validateAggregate } from "thingspace-aggregate";
import { same } from "./same-type.js";

const requests: AggregateRequest[] = [
  { accountNumber: "0000123456-00001", imei: "490154203237518" },
  { accountNumber: "0000123456-00001", imei: ["490154203237518"] },
  { accountNumber: "0000123456-00001", imei: 0 },
  { accountNumber: "0000123456-00001", imei: "0", startDate: new Date(), endDate: "2026-01-31" },
  { accountNumber: "0000123456-00001", imei: 0, deviceGroup: null, dataPlan: undefined, noSessionFlag: "true" },
];
const frozen = Object.freeze(["490154203237518", "356938035643809"] as const);
await submitAggregate({ accountNumber: "0000123456-00001", imei: frozen, noSessionFlag: false });
await Promise.all(requests.map((request) => submitAggregate(request)));

const { txid, status } = await submitAggregate({ accountNumber: "0000123456-00001", imei: 0 });
same<typeof txid, string>();
same<typeof status, "QUEUED" | "COMPLETED" | (string & {})>();
if (status === "QUEUED" || status === "COMPLETED" || status === "something new") console.log(txid);

// What a form holds is unknown before it is checked.
const { issues, issueCount } = await validateAggregate(JSON.parse("null") as unknown, { checkDigit: false });
same<typeof issueCount, number>();
for (const { code, path, message } of issues) {
  same<typeof message, string>();
  same<typeof path, readonly (string | number)[]>();
  if (code === "imei_format" || code === "option") continue;
  // @ts-expect-error no such code
  if (code === "imei-format") continue;
}

// @ts-expect-error a request has an account number
await submitAggregate({ imei: 0 });
// @ts-expect-error and says which devices it is about
await submitAggregate({ accountNumber: "0000123456-00001" });
// @ts-expect-error an IMEI as a number would lose its leading zeros
await submitAggregate({ accountNumber: "0000123456-00001", imei: 490154203237518 });
// @ts-expect-error neither do lists hold numbers
await submitAggregate({ accountNumber: "0000123456-00001", imei: [490154203237518] });
// @ts-expect-error the misspelled field of every second support case
await submitAggregate({ accountNumber: "0000123456-00001", imei: 0, startdate: "2026-01-01" });
// @ts-expect-error dates are not numbers
await submitAggregate({ accountNumber: "0000123456-00001", imei: 0, startDate: 1767225600000 });
// @ts-expect-error the flag's text is "true" or "false"
await submitAggregate({ accountNumber: "0000123456-00001", imei: 0, noSessionFlag: "yes" });
// @ts-expect-error a receipt is not to be changed
(await submitAggregate({ accountNumber: "0000123456-00001", imei: 0 })).txid = "";
