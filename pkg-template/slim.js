export { load } from "./core/slim.js";
export * from "./index.js";
