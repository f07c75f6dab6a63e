/** Loaded once there are devices to read. */
export { DeviceList } from "./device-list.js";
export { readFile } from "./read-file.js";
export { Review } from "./review.js";
