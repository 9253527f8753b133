import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Files beyond this many bytes are compressed a little less hard, which is many times as fast. */
const HARDEST_UP_TO = 4_194_304;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** The bytes as a static server may send them: `.br` and `.gz`. */
export async function compress(bytes: Uint8Array): Promise<{ br: Uint8Array; gz: Uint8Array }> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length <= HARDEST_UP_TO ? 11 : 9,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([
    brotliAsync(bytes, { params }),
    gzipAsync(bytes, { level: 9 }),
  ]);
  return { br, gz };
}

/** Whether compressing a file is of use: pictures are compressed already. */
export const isCompressible = (name: string): boolean => !name.endsWith('.webp');
