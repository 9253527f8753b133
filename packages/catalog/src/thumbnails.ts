import { ColumnReader, encodeColumns } from './column-file.ts';

/**
 * Writes the file `thumbnails`.
 *
 * @param cells for each product 1 + the number of its cell, counted through all sheets row by row; 0 for none
 */
export function encodeThumbnails(cells: Uint32Array): Uint8Array<ArrayBuffer> {
  return encodeColumns({ cell: cells });
}

/**
 * Reads the file `thumbnails`.
 *
 * @param size number of products of the pack
 * @returns for each product 1 + the number of its cell, 0 where it has none
 * @throws pack/corrupt
 */
export function decodeThumbnails(bytes: Uint8Array, size: number): Uint32Array {
  return new ColumnReader(bytes).uint32('cell', size);
}
