import { readDeviceList } from "./device-list.js";

/**
 * @import { AggregateRequest } from "thingspace-aggregate"
 * @import { DeviceList } from "./device-list.js"
 */

/**
 * What the form asks for. Nothing is judged here: that is the package's task.
 *
 * @param {HTMLFormElement} form
 * @returns {{ request: AggregateRequest, list: DeviceList }}
 */
export function readForm(form) {
  const values = new FormData(form);
  const text = (/** @type {string} */ name) => String(values.get(name) ?? "");
  const list = readDeviceList(text("imei"));
  return {
    list,
    request: {
      accountNumber: text("accountNumber"),
      imei: text("scope") === "all" ? 0 : list.imeis,
      startDate: dateOf(form, "startDate"),
      endDate: dateOf(form, "endDate"),
      deviceGroup: text("deviceGroup") || undefined,
      dataPlan: text("dataPlan") || undefined,
      noSessionFlag: values.has("noSessionFlag") || undefined,
    },
  };
}

/**
 * A date that is only half filled in reads as empty, like none at all; the browser knows better.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function dateOf(form, name) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  return input.validity.badInput ? "incomplete" : input.value || undefined;
}

/**
 * @param {AggregateRequest} request
 * @param {DeviceList} list
 */
export function countDevices({ imei }, { imeis }) {
  if (imei === 0) return "every device of the account";
  return imeis.length === 1 ? "1 device" : `${imeis.length.toLocaleString("en")} devices`;
}
