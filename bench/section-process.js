import { loadSection } from "./section.js";

/** Measures one section, in a process of its own: `node section-process.js <section> [--quick]`. */

const [name = "", ...flags] = process.argv.slice(2);
const { measure } = await loadSection(name);
const outcome = await measure({
  quick: flags.includes("--quick"),
  note: (text) => process.send?.({ note: text }),
});
process.send?.({ outcome }, () => process.disconnect());
