import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { repairText } from './repair-text.ts';

test.for([
  ['Caf\u00c3\u00a9 au lait', 'Café au lait', ['mojibake']],
  ['Kid\u00e2\u20ac\u2122s mug', 'Kid’s mug', ['mojibake']],
  ['Salt &amp;amp; pepper', 'Salt & pepper', ['markup']],
  ['<p>Red<br>and <b>blue</b></p>', 'Red and blue', ['markup']],
  ['a<script>alert(1)</script>b', 'a b', ['markup']],
  ['5 < 6 & 7 > 3', '5 < 6 & 7 > 3', []],
  ['two\n  lines\t', 'two lines', []],
  ['zero\u200bwidth\ufffd', 'zerowidth', ['control']],
  ['Ångström, Ärmel, Ñandú', 'Ångström, Ärmel, Ñandú', []],
] as const)('mends %j', ([raw, text, faults]) => {
  expect(repairText(raw)).toEqual({ text, faults });
});

test('undoes UTF-8 read as Windows-1252 for any accented text', () => {
  const word = fc.string({
    unit: fc.constantFrom(...Array.from('äöüßéèñçøåœ€’–x')),
    minLength: 2,
    maxLength: 12,
  });
  fc.assert(
    fc.property(word, (text) => {
      fc.pre(/[^x]/.test(text));
      const bytes = Buffer.from(text, 'utf8');
      // Five bytes have no character in Windows-1252, and the no-break space counts as white space.
      fc.pre(![0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xa0].some((byte) => bytes.includes(byte)));
      expect(repairText(iconv.decode(bytes, 'windows-1252')).text).toBe(text);
    }),
  );
});

test('leaves neither control characters nor tags, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const { text } = repairText(`<i>${raw}</i>`);
      expect(text).not.toMatch(/[\p{Cc}\ufffd]/u);
      expect(text).not.toContain('<i>');
    }),
  );
});
