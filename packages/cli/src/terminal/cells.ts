// CSI sequences take no room on screen.
// oxlint-disable-next-line no-control-regex
const COLOUR_CODES = /\u001b\[[0-9;]*m/g;

/**
 * How many cells of a terminal a text takes: East Asian wide and full-width characters take two, combining
 * marks and colours none.
 */
export function cells(text: string): number {
  let count = 0;
  for (const character of text.replace(COLOUR_CODES, '')) {
    if (/\p{M}/u.test(character)) continue;
    count +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(
        character,
      )
        ? 2
        : 1;
  }
  return count;
}
