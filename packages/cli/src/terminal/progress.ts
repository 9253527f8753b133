import type { Colours, OutputStream } from './terminal.ts';

/** Tells how far a step is. `total` is left out where it isn't known. */
export type Report = (done: number, total?: number, unit?: string) => void;

const DRAW_EVERY_MS = 120;
const QUIET_MS = 1000;
const LINE_EVERY_MS = 10_000;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/**
 * Progress of long steps on stderr. A step is silent for its first second. On a terminal it then has
 * one line that is redrawn; elsewhere a line at first and one every ten seconds.
 */
export class Progress {
  readonly #stream: OutputStream;
  readonly #colours: Colours;
  #drawn = false;

  constructor(stream: OutputStream, colours: Colours) {
    this.#stream = stream;
    this.#colours = colours;
  }

  /** Runs `work` as a step called `title`; gives back or throws what it does. */
  async step<T>(title: string, work: (report: Report) => Promise<T> | T): Promise<T> {
    const began = performance.now();
    const { isTTY } = this.#stream;
    let next = began + QUIET_MS;
    let shown = false;
    let detail = '';
    const draw = () => {
      const now = performance.now();
      if (now < next) return;
      next = now + (isTTY ? DRAW_EVERY_MS : LINE_EVERY_MS);
      shown = true;
      this.#draw(`… ${title}${detail}`, now - began);
    };
    const report: Report = (done, total, unit = '') => {
      const share = total ? ` ${Math.min(100, Math.floor((100 * done) / total))} %` : '';
      const count = unit === '' ? '' : ` ${whole.format(done)} ${unit}`;
      detail = `${share}${count}`;
      draw();
    };
    const timer = setInterval(draw, QUIET_MS);
    try {
      return await work(report);
    } finally {
      clearInterval(timer);
      if (shown) this.#finish(title, performance.now() - began);
    }
  }

  /** Takes the progress line away, before something else is written. */
  clear(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[K');
    this.#drawn = false;
  }

  #draw(text: string, elapsedMs: number): void {
    const seconds = this.#colours.dim(`${(elapsedMs / 1000).toFixed(0)} s`);
    if (!this.#stream.isTTY) {
      this.#stream.write(`${text} ${seconds}\n`);
      return;
    }
    this.#stream.write(`\r\u001b[K${text} ${seconds}`);
    this.#drawn = true;
  }

  #finish(title: string, elapsedMs: number): void {
    this.clear();
    const seconds = this.#colours.dim(`${(elapsedMs / 1000).toFixed(1)} s`);
    this.#stream.write(`${this.#colours.dim('·')} ${title} ${seconds}\n`);
  }
}
