/** Milliseconds of a frame for drawing: also on a machine four times as slow, no task gets long. */
const SLICE = 8;

/**
 * Draws the parts of a view: each at most once a frame, and what does not fit into one in the next.
 *
 * @template {string} Name
 */
export class Frames {
  /** @type {Set<Name>} */
  #undrawn = new Set();
  #frame = 0;

  /** @param {Record<Name, () => void>} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** @param {...Name} names without any, all */
  draw(...names) {
    for (const name of names.length > 0 ? names : this.#all) this.#undrawn.add(name);
    this.#frame ||= requestAnimationFrame(() => this.#drawSlice());
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  get #all() {
    return /** @type {Name[]} */ (Object.keys(this.parts));
  }

  #drawSlice() {
    this.#frame = 0;
    const end = performance.now() + SLICE;
    for (const name of this.#undrawn) {
      this.#undrawn.delete(name);
      this.parts[name]();
      if (performance.now() >= end) break;
    }
    if (this.#undrawn.size > 0) this.#frame = requestAnimationFrame(() => this.#drawSlice());
  }
}
