// The servers' core: all that the browsers' core does, and reports. Not published.
export * from "./core.js";
export { default } from "./core.js";
