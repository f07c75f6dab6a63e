/** Milliseconds between two updates of what arrives. */
const PAUSE = 250;

/** Draws the parts of a view, one per frame, so that no task becomes long. */
export class Frames {
  /** @type {Set<string>} */
  #undrawn = new Set();
  #frame = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Record<string, () => void>} parts how each is drawn; more may be added */
  constructor(parts) {
    this.parts = parts;
  }

  /** @param {...string} names */
  draw(...names) {
    for (const name of names) this.#undrawn.add(name);
    this.#frame ||= requestAnimationFrame(() => this.#drawNext());
  }

  /** Draws everything, but not every time that something arrives. */
  drawAll() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.draw(...Object.keys(this.parts));
    }, PAUSE);
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
  }

  #drawNext() {
    this.#frame = 0;
    const [name = ""] = this.#undrawn;
    this.#undrawn.delete(name);
    this.parts[name]?.();
    if (this.#undrawn.size > 0) this.draw();
  }
}
