import { post } from "./post.js";

/** @type {import("../contestants.js").Connect} */
export function connect(connection) {
  return (request) => post(request, connection);
}
