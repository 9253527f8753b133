import { isUtf8 } from 'node:buffer';
import { Parser } from 'htmlparser2';
import iconv from 'iconv-lite';

/** What {@link repairText} had to mend. */
export type TextFault = 'markup' | 'mojibake' | 'control';

/** A mended text and what was wrong with it. */
export interface RepairedText {
  readonly text: string;
  readonly faults: readonly TextFault[];
}

/** Bytes 0x80 to 0x9f as Windows-1252 shows them, back to the byte. */
const HIGH_BYTES = new Map(
  Array.from({ length: 32 }, (_, at): [string, number] => [
    iconv.decode(Buffer.from([0x80 + at]), 'windows-1252'),
    0x80 + at,
  ]).filter(([character]) => character !== '\ufffd'),
);

const SUSPICIOUS = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]/;

const DOUBLY = /[\u00c2\u00c3][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]/;

function bytesOf(text: string): Buffer | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const byte = code <= 0xff ? code : HIGH_BYTES.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Buffer.from(bytes);
}

/** Undoes UTF-8 that was read as Windows-1252, up to twice; a text that isn't such stays. */
function undoMojibake(text: string): string {
  let result = text;
  // What was read wrongly twice still shows Ã or Â after the first round.
  for (const sign of [SUSPICIOUS, DOUBLY]) {
    if (!sign.test(result)) break;
    const bytes = bytesOf(result);
    if (bytes === undefined || !isUtf8(bytes)) break;
    result = bytes.toString('utf8');
  }
  return result;
}

const isHidden = (name: string): boolean => name === 'script' || name === 'style';

/** Takes tags away and decodes entities; a block's end becomes a space. */
function undoMarkup(text: string): string {
  let result = '';
  let hidden = 0;
  const parser = new Parser({
    onopentag: (name) => void (hidden += isHidden(name) ? 1 : 0),
    onclosetag(name) {
      hidden -= isHidden(name) ? 1 : 0;
      if (!/^(?:b|i|u|em|strong|span|a|sup|sub|font|mark|small)$/.test(name)) result += ' ';
    },
    ontext: (part) => void (result += hidden > 0 ? '' : part),
  });
  parser.end(text);
  return result;
}

const MARKUP = /<[a-z!/][^>]*>|&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]{1,30});/i;

/**
 * Mends a text from a feed: UTF-8 that was read as Latin-1 (`Ã©` → `é`), HTML tags and entities (also
 * doubly encoded), control characters; runs of white space become one space.
 */
export function repairText(raw: string): RepairedText {
  const faults: TextFault[] = [];
  let text = raw;
  if (SUSPICIOUS.test(text)) {
    const mended = undoMojibake(text);
    if (mended !== text) faults.push('mojibake');
    text = mended;
  }
  for (let round = 0; round < 2 && MARKUP.test(text); round++) {
    if (round === 0) faults.push('markup');
    text = undoMarkup(text);
  }
  // Control, zero-width and replacement characters carry no text.
  const clean = text.replaceAll(/[\p{Cc}\u200b\ufeff\ufffd]/gu, (character) =>
    /\s/.test(character) ? ' ' : '\u0000',
  );
  if (clean.includes('\u0000')) faults.push('control');
  return { text: clean.replaceAll('\u0000', '').replaceAll(/\s+/g, ' ').trim(), faults };
}
