import { define, UsageElement } from "../element.js";

/** The form that asks for a report. */
export class UsageRequest extends UsageElement {
  static define(name = "usage-request") {
    define(name, UsageRequest);
  }
}
