import base64 from "../aggregate.wasm?base64";
import init from "../core.js";
import { lazyCore } from "../loading/lazy-core.js";

export const ready = /* @__PURE__ */ lazyCore({
  locate: () => "this very file",
  start: () => init({ module_or_path: Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)) }),
  check:
    "Check that the page's Content-Security-Policy has 'wasm-unsafe-eval' in script-src. Cloudflare's and Vercel's " +
    'edge refuse to compile bytes: import "thingspace-aggregate" there, without "/inline".',
});
