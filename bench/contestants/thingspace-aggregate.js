import { submitAggregate } from "thingspace-aggregate";

/** @type {import("../contestants.js").Connect} */
export function connect(connection) {
  return (request) => submitAggregate(request, connection);
}
