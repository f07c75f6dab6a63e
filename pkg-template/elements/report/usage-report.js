import { define, UsageElement } from "../element.js";

/** Shows a report as it comes in. */
export class UsageReport extends UsageElement {
  static define(name = "usage-report") {
    define(name, UsageReport);
  }
}
