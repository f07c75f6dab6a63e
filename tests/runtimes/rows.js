/**
 * @typedef {object} Row One line of docs/runtimes.md.
 * @property {string} runtime
 * @property {readonly string[]} entries the package's entries that the suite is run with, or other ways to use it there
 * @property {readonly string[]} use the lines to write there
 * @property {string} [note] what to know there
 */

const modules = [
  'import { submitAggregate } from "thingspace-aggregate";',
  "await submitAggregate(request, { token });",
];
const everyEntry = ["main", "inline", "slim"];
const places = ["window", "worker", "service worker"].flatMap((place) =>
  everyEntry.map((entry) => `${place}: ${entry}`),
);
const inBrowsers = "In windows, workers and service workers, under the policy below.";

const fromPage = [
  'import { submitAggregate } from "thingspace-aggregate";',
  'await submitAggregate(request, { baseUrl: "/api" });',
];

/** Every row, by the name its test has. @satisfies {Record<string, Row>} */
export const rows = {
  node: { runtime: "Node.js, `import`", entries: everyEntry, use: modules, note: "20.3 or newer." },
  "node-require": {
    runtime: "Node.js, `require`",
    entries: everyEntry,
    use: [
      'const { submitAggregate } = require("thingspace-aggregate");',
      "submitAggregate(request, { token }).then(show, showError);",
    ],
    note: "20.3 or newer, also where Node cannot `require` modules yet.",
  },
  "other-node": { runtime: "Node.js 22, `import`", entries: everyEntry, use: modules },
  "other-node-require": {
    runtime: "Node.js 22, `require`",
    entries: everyEntry,
    use: [
      'const { submitAggregate } = require("thingspace-aggregate");',
      "submitAggregate(request, { token }).then(show, showError);",
    ],
  },
  deno: {
    runtime: "Deno",
    entries: everyEntry,
    use: modules,
    note: "Run with `--allow-read` (for the core) and `--allow-net`; `/inline` needs `--allow-net` alone.",
  },
  bun: {
    runtime: "Bun",
    entries: everyEntry,
    use: modules,
    note: "`bun build` takes the core along, also with `--compile`.",
  },
  workerd: {
    runtime: "Cloudflare Workers (workerd)",
    entries: ["main", "slim", "service binding"],
    use: [
      'import { submitAggregate } from "thingspace-aggregate";',
      "await submitAggregate(request, { token: env.TOKEN }); // fetch: env.BINDING.fetch.bind(env.BINDING) for a binding",
    ],
    note: "`/inline` cannot work: compiling bytes is forbidden.",
  },
  "edge-light": {
    runtime: "Vercel Edge Runtime",
    entries: ["main", "slim"],
    use: modules,
    note: "`/inline` cannot work: compiling bytes is forbidden.",
  },
  chromium: { runtime: "Chromium", entries: places, use: fromPage, note: inBrowsers },
  firefox: { runtime: "Firefox", entries: places, use: fromPage, note: inBrowsers },
  webkit: { runtime: "WebKitGTK (Safari's engine)", entries: places, use: fromPage, note: inBrowsers },
};
