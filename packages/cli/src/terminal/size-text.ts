/** A size for a person, in decimal units: `812 B`, `65 kB`, `1.6 MB`. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1e3) return `${sizeBytes} B`;
  return sizeBytes < 1e6
    ? `${Math.ceil(sizeBytes / 1e3)} kB`
    : `${(sizeBytes / 1e6).toFixed(1)} MB`;
}
