import { isUtf8 } from 'node:buffer';

/**
 * Counts, chunk by chunk, how well bytes fit UTF-8. A file with a few broken bytes among many sound
 * sequences is still UTF-8; one where the broken ones outnumber the sound is of another encoding.
 */
export class Utf8Census {
  sizeBytes = 0;
  #sound = 0;
  #broken = 0;
  #rest: Buffer = Buffer.alloc(0);

  /** Takes the next bytes of the file. */
  add(chunk: Buffer): void {
    this.sizeBytes += chunk.length;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = completeLength(bytes);
    const whole = bytes.subarray(0, end);
    this.#rest = Buffer.from(bytes.subarray(end));
    if (!isUtf8(whole)) this.#count(whole);
    else if (this.#sound < 1000) this.#sound += multibyteStarts(whole);
  }

  /** Whether the bytes so far are taken for UTF-8. */
  get isUtf8(): boolean {
    return this.#broken === 0 || this.#sound > 10 * this.#broken;
  }

  #count(bytes: Buffer): void {
    const broken = bytes.toString('utf8').split('\ufffd').length - 1;
    this.#broken += broken;
    this.#sound += Math.max(0, multibyteStarts(bytes) - broken);
  }
}

function multibyteStarts(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte >= 0xc2 && byte <= 0xf4) count++;
  return count;
}

/** Length of `bytes` without a sequence that its end cuts. */
function completeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
