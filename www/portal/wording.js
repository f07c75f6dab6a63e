import { nameLines } from "./device-list.js";

/**
 * @import { AggregateIssue } from "thingspace-aggregate"
 * @import { DeviceList } from "./device-list.js"
 */

const labels = {
  accountNumber: "the account number",
  startDate: "the start date",
  endDate: "the end date",
  deviceGroup: "the device group",
  dataPlan: "the data plan",
};

/**
 * An issue in the words of the page. The package speaks to programmers: of fields, and of options that a page does not
 * offer.
 *
 * @param {AggregateIssue} issue
 * @param {DeviceList} list
 */
export function wording({ code, path: [field], message }, list) {
  if (field === "imei" && code === "empty") return "Enter an IMEI, or choose every device of the account.";
  if (code === "date_format") return "Complete the date, or clear it.";
  const short = code === "imei_check_digit" ? message.replace(/, or pass checkDigit.*/, "") : message;
  const named = nameLines(short, list).replace(
    /\b(?:accountNumber|startDate|endDate|deviceGroup|dataPlan)\b/g,
    (name) => Reflect.get(labels, name),
  );
  return `${named.charAt(0).toUpperCase()}${named.slice(1)}.`;
}
