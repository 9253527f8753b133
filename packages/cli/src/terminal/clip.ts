import { cells } from './cells.ts';

/** A text of unknown origin on one line of at most `width` cells, without control characters. */
export function clip(text: string, width: number): string {
  const plain = text.replaceAll(/\p{Cc}/gu, ' ');
  if (cells(plain) <= width) return plain;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(plain)) {
    if (cells(kept + segment) >= width) break;
    kept += segment;
  }
  return `${kept}…`;
}
