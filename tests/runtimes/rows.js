/**
 * @typedef {object} Row One line of docs/runtimes.md.
 * @property {string} runtime
 * @property {readonly string[]} entries what the suite is run with there, one after the other
 * @property {readonly string[]} use the lines to write there
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

const noBytes = "Not `/inline`: code there may not compile bytes.";
const inBrowsers = "Window, worker and service worker, under a strict policy.";

/** Every row, by the name its test has. @satisfies {Record<string, Row>} */
export const rows = {
  "node-oldest": {
    runtime: "Node.js 20.3, `import`",
    entries: everyEntry,
    use: imported,
    note: "The oldest that works.",
  },
  "node-oldest-require": { runtime: "Node.js 20.3, `require`", entries: everyEntry, use: required },
  node: { runtime: "Node.js, `import`", entries: everyEntry, use: imported },
  "node-require": { runtime: "Node.js, `require`", entries: everyEntry, use: required },
  "node-newer": { runtime: "Node.js 22, `import`", entries: everyEntry, use: imported },
  "node-newer-require": { runtime: "Node.js 22, `require`", entries: everyEntry, use: required },
  deno: {
    runtime: "Deno",
    entries: everyEntry,
    use: imported,
    note: "Needs `--allow-net`, and `--allow-read` for the core, which `/inline` does without.",
  },
  bun: { runtime: "Bun", entries: everyEntry, use: imported },
  "bun-executable": {
    runtime: "Bun, one executable",
    entries: ["main"],
    use: imported,
    note: "`bun build --compile` takes the core along by itself.",
  },
  workerd: {
    runtime: "Cloudflare Workers",
    entries: ["main", "service binding", "slim"],
    use: imported,
    note: `As \`wrangler deploy\` bundles it. For a service binding: \`fetch: env.NAME.fetch.bind(env.NAME)\`. ${noBytes}`,
  },
  "edge-light": { runtime: "Vercel Edge Runtime", entries: ["main", "slim"], use: imported, note: noBytes },
  chromium: { runtime: "Chromium", entries: places, use: inPage, note: inBrowsers },
  firefox: { runtime: "Firefox", entries: places, use: inPage, note: inBrowsers },
  webkit: { runtime: "WebKitGTK", entries: places, use: inPage, note: `${inBrowsers} Safari's engine.` },
};
