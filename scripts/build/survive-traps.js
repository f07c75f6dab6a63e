import { readFileSync, writeFileSync } from "node:fs";
import { replaceOnce } from "./replace-once.js";

/**
 * Lets the package survive a trap, which wasm-bindgen's JavaScript takes for the end of the program. None is known that
 * can be reached; but should the core trap, or an exception cut through it, then its memory can be trusted no more:
 * - All that wait for it fail at once, rather than never: `Deferred` of exports.js.
 * - It is marked with its `failure`, so that lazy-core.js starts another one for the next call.
 * - Its closures, which promises and timers may still call, never reach that other one, in whose memory they would write.
 *
 * @param {string} glue file
 */
export function surviveTraps(glue) {
  writeFileSync(
    glue,
    changes.reduce((text, [pattern, change]) => replaceOnce(text, pattern, change), readFileSync(glue, "utf8")),
  );
}

/** @type {readonly [pattern: string | RegExp, change: string][]} */
const changes = [
  ["wasm = instance.exports;", "wasm = guarded(instance.exports);"],
  [
    "function __wbg_finalize_init(",
    `function guarded(exports) {
    const core = { __proto__: null };
    for (const name of Object.keys(exports)) {
        const it = exports[name];
        core[name] = typeof it !== 'function' ? it : (...args) => {
            try {
                if (!core.failure) return it(...args);
            } catch (cause) {
                core.failure ??= Deferred.fail(cause);
            }
            throw core.failure;
        };
    }
    return core;
}

function __wbg_finalize_init(`,
  ],
  // A closure, and what counts its users, of a core that has failed.
  ["const state = { a: arg0, b: arg1, cnt: 1 };", "const state = { a: arg0, b: arg1, cnt: 1, core: wasm };"],
  [/const real = \(\.\.\.args\) => \{\n/, "const real = (...args) => {\n        if (state.core.failure) return;\n"],
  [
    "return f(a, state.b, ...args);\n        } finally {",
    "return f(a, state.b, ...args);\n        } catch {\n        } finally {",
  ],
  ["if (--state.cnt === 0) {", "if (--state.cnt === 0 && !state.core.failure) {"],
  ["new FinalizationRegistry(state => wasm.", "new FinalizationRegistry(state => state.core.failure || wasm."],
  // Only lazy-core.js starts a core, and only one at a time.
  [/function initSync\(module\) \{\n {4}if \(wasm !== undefined\) return wasm;\n/, "function initSync(module) {\n"],
  [
    /let __wbg_init_promise;\nasync function __wbg_init\([\s\S]*?\n\}\n\nasync function __wbg_init_once\(/,
    "async function __wbg_init(",
  ],
];
