/** Loaded once there are devices to read. */
export { DeviceList } from "./device-list.js";
export { Review } from "./review.js";
