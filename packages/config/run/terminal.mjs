// Progress on stderr, so that a command's own output stays clean.
import process from 'node:process';

const colour = process.stderr.isTTY && !process.env['NO_COLOR'];
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text) => paint(1, text);
export const dim = (text) => paint(2, text);
export const green = (text) => paint(32, text);
export const red = (text) => paint(31, text);

/** Writes one line to stderr. */
export function say(line = '') {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a piece of work and shows, on a terminal, a ticking clock while it takes longer than a second;
 * elsewhere one line when it begins to take long and one when it is done.
 */
export async function step(title, work, { quiet = false } = {}) {
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  let shown = false;
  const timer = setInterval(() => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r\u001b[K${dim('…')} ${title} ${dim(`${seconds()} s`)}`);
    else if (!shown) say(`… ${title}`);
    shown = true;
  }, 1000);
  const finish = (mark) => {
    clearInterval(timer);
    if (shown && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    if (!quiet || shown) say(`${mark} ${title} ${dim(`${seconds()} s`)}`);
  };
  try {
    const result = await work();
    finish(green('✓'));
    return result;
  } catch (error) {
    quiet = false;
    finish(red('✗'));
    throw error;
  }
}
