/** FNV-1a, 32 bits. http://www.isthe.com/chongo/tech/comp/fnv/ */
const PRIME = 0x01000193;

/** Two offsets make two hashes: 64 bits tell numberings of one shop apart. They guard against nobody. */
const OFFSETS = [0x811c9dc5, 0x050c5d1f] as const;

/** Names a text by 16 hexadecimal digits, the same on every device. */
export const numberingOf = (text: string): string =>
  OFFSETS.map((offset) => hash(text, offset).toString(16).padStart(8, '0')).join('');

function hash(text: string, offset: number): number {
  let found = offset;
  for (let at = 0; at < text.length; at++)
    found = Math.imul(found ^ text.charCodeAt(at), PRIME) >>> 0;
  return found;
}
