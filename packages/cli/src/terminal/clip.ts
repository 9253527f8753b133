import { cells } from './cells.ts';

/** What moves the cursor or turns the direction of a line. */
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A text of unknown origin on one line of at most `width` cells, without control characters. */
export function clip(text: string, width: number): string {
  const plain = text.replaceAll(CONTROLS, ' ');
  if (cells(plain) <= width) return plain;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(plain)) {
    if (cells(kept + segment) >= width) break;
    kept += segment;
  }
  return `${kept}…`;
}
