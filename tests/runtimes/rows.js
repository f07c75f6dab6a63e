import { connections } from "./suite/breaks.js";

/**
 * @typedef {object} Row One line of the table in docs/runtimes.md.
 * @property {string} runtime
 * @property {readonly string[]} entries what the suite is run with there, one after the other
 * @property {readonly string[]} use the lines to write there
 * @property {number} deliveries how often one POST comes, at most, when connections break that have served a request; 0
 *   where none goes over such a connection
 * @property {number} [http2Deliveries] the same over HTTP/2, where the runtime speaks it
 * @property {string} [note] what to know there
 */

const everyEntry = ["main", "inline", "slim"];
const inPlaces = ["window", "worker", "service worker"].flatMap((place) => [`main, ${place}`, `inline, ${place}`]);
const places = [...inPlaces, "slim"];

const imported = [
  'import { submitAggregate } from "thingspace-aggregate";',
  "await submitAggregate(request, { token });",
];
const required = [
  'const { submitAggregate } = require("thingspace-aggregate");',
  "submitAggregate(request, { token }).then(show, showError);",
];
const inPage = [
  'import { submitAggregate } from "thingspace-aggregate";',
  'await submitAggregate(request, { baseUrl: "/api" }); // your gateway, which adds the token',
];

const noBytes = "`/inline` does not work there: code may not compile bytes.";
const inBrowsers = "In a window, a worker and a service worker, under a strict policy.";

/** Over each of the connections that have served a request, and over a new one. */
const perUsedConnection = connections + 1;

/** Every row, by the name its test has. @satisfies {Record<string, Row>} */
export const rows = {
  "node-oldest": {
    runtime: "Node.js 20.3, `import`",
    entries: everyEntry,
    use: imported,
    deliveries: 1,
    note: "The oldest version that works.",
  },
  "node-oldest-require": { runtime: "Node.js 20.3, `require`", entries: everyEntry, use: required, deliveries: 1 },
  node: { runtime: "Node.js, `import`", entries: everyEntry, use: imported, deliveries: 1 },
  "node-require": { runtime: "Node.js, `require`", entries: everyEntry, use: required, deliveries: 1 },
  "node-newer": { runtime: "Node.js 22, `import`", entries: everyEntry, use: imported, deliveries: 1 },
  "node-newer-require": { runtime: "Node.js 22, `require`", entries: everyEntry, use: required, deliveries: 1 },
  deno: {
    runtime: "Deno",
    entries: everyEntry,
    use: imported,
    deliveries: 1,
    http2Deliveries: 1,
    note: "Needs `--allow-net`, and `--allow-read` to load the core, unless you import `/inline`.",
  },
  bun: { runtime: "Bun", entries: everyEntry, use: imported, deliveries: 1 },
  "bun-executable": {
    runtime: "Bun, one executable",
    entries: ["main"],
    use: imported,
    deliveries: 1,
    note: "`bun build --compile` includes the core automatically.",
  },
  workerd: {
    runtime: "Cloudflare Workers",
    entries: ["main", "service binding", "slim"],
    use: imported,
    deliveries: 1,
    note: `Bundled as \`wrangler deploy\` does it. For a service binding, pass \`fetch: env.NAME.fetch.bind(env.NAME)\`. ${noBytes}`,
  },
  "edge-light": {
    runtime: "Vercel Edge Runtime",
    entries: ["main", "slim"],
    use: imported,
    deliveries: 1,
    note: noBytes,
  },
  chromium: {
    runtime: "Chromium",
    entries: places,
    use: inPage,
    deliveries: perUsedConnection,
    http2Deliveries: 2,
    note: inBrowsers,
  },
  firefox: {
    runtime: "Firefox",
    entries: places,
    use: inPage,
    deliveries: perUsedConnection,
    http2Deliveries: 10,
    note: inBrowsers,
  },
  webkit: {
    runtime: "WebKitGTK",
    entries: places,
    use: inPage,
    deliveries: 0,
    http2Deliveries: 0,
    note: `${inBrowsers} Safari's engine.`,
  },
};
