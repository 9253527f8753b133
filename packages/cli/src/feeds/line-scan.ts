import { createReadStream } from 'node:fs';

/** What a scan over the lines of a file found. */
export interface LineScan {
  /** For each position asked for, the line it is in; the first is 1. */
  readonly lineAt: readonly number[];
  /** Lines, outside of quotes, that hold nothing. */
  readonly emptyLines: readonly number[];
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/**
 * Finds, in one pass, the lines of byte positions and the empty lines of a delimited file. DuckDB counts
 * rows and says where a broken one begins; a person looks for a line.
 *
 * @param positions byte offsets from 0, ascending
 * @param quoted whether quotation marks can hold line breaks
 */
export async function scanLines(
  path: string,
  positions: readonly number[],
  quoted: boolean,
): Promise<LineScan> {
  const lineAt: number[] = [];
  const emptyLines: number[] = [];
  let line = 1;
  let offset = 0;
  let isEmpty = true;
  let inQuotes = false;
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 18,
  }) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at++) {
      if (offset + at === positions[lineAt.length]) {
        lineAt.push(line);
        inQuotes = false;
      }
      const byte = chunk[at];
      if (byte === NEWLINE) {
        if (isEmpty && !inQuotes) emptyLines.push(line);
        line++;
        isEmpty = true;
      } else if (byte !== RETURN) {
        isEmpty = false;
        if (byte === QUOTE && quoted) inQuotes = !inQuotes;
      }
    }
    offset += chunk.length;
  }
  while (lineAt.length < positions.length) lineAt.push(line);
  return { lineAt, emptyLines };
}
