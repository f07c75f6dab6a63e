/** Registers `<usage-request>` and `<usage-report>`. */
import "../elements.js";
