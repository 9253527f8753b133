import { corrupt } from './corrupt.ts';

/** A column of whole numbers, or UTF-8 text. */
export type Column = Uint8Array | Uint16Array | Uint32Array;

/** Columns by name. */
export type Columns = Readonly<Record<string, Column>>;

const MAGIC = [0x53, 0x54, 0x50, 0x31];
const MAX_COLUMNS = 64;
const ENTRY_BYTES = 12;
const NAME_BYTES = 6;

/**
 * Writes columns into one file. Each number takes the fewest bytes that the column's largest needs, and
 * the bytes of a column lie plane by plane (all low bytes, then all second ones): equal bytes come
 * together, which brotli turns into runs.
 *
 * Layout: `STP1`, u32 number of columns; per column a 12-byte entry: name (6 bytes ASCII, padded with 0),
 * u16 bytes per number (1, 2 or 4), u32 numbers; then the planes of all columns. Little-endian.
 */
export function encodeColumns(columns: Columns): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(columns).map(([name, column]) => ({
    name,
    column,
    width: widthOf(column),
  }));
  const dataStart = 8 + entries.length * ENTRY_BYTES;
  const size = entries.reduce((sum, { column, width }) => sum + column.length * width, dataStart);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(4, entries.length, true);
  let at = dataStart;
  for (const [index, { name, column, width }] of entries.entries()) {
    const entry = 8 + index * ENTRY_BYTES;
    for (let i = 0; i < name.length; i++) bytes[entry + i] = name.charCodeAt(i);
    view.setUint16(entry + NAME_BYTES, width, true);
    view.setUint32(entry + NAME_BYTES + 2, column.length, true);
    writePlanes(bytes, at, column, width);
    at += column.length * width;
  }
  return bytes;
}

function widthOf(column: Column): 1 | 2 | 4 {
  if (column instanceof Uint8Array) return 1;
  let largest = 0;
  for (const value of column) if (value > largest) largest = value;
  if (largest < 0x100) return 1;
  return largest < 0x10000 ? 2 : 4;
}

function writePlanes(bytes: Uint8Array, start: number, column: Column, width: number): void {
  if (column instanceof Uint8Array) {
    bytes.set(column, start);
    return;
  }
  for (let plane = 0; plane < width; plane++) {
    const shift = 8 * plane;
    const at = start + plane * column.length;
    for (let i = 0; i < column.length; i++) bytes[at + i] = (column[i] ?? 0) >>> shift;
  }
}

/** A file of columns, read. Its getters check what they give. */
export class ColumnReader {
  readonly #columns = new Map<string, { planes: Uint8Array; width: number; length: number }>();

  /** @throws pack/corrupt where the bytes are not a file of columns. */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 8 || MAGIC.some((byte, index) => bytes[index] !== byte)) {
      throw corrupt('not a file of columns');
    }
    const count = view.getUint32(4, true);
    const dataStart = 8 + count * ENTRY_BYTES;
    if (count > MAX_COLUMNS || dataStart > bytes.length) throw corrupt('its table of columns');
    let at = dataStart;
    for (let index = 0; index < count; index++) {
      const entry = 8 + index * ENTRY_BYTES;
      const name = nameAt(bytes, entry);
      const width = view.getUint16(entry + NAME_BYTES, true);
      const length = view.getUint32(entry + NAME_BYTES + 2, true);
      const end = at + length * width;
      if ((width !== 1 && width !== 2 && width !== 4) || end > bytes.length || this.has(name))
        throw corrupt(`column ${name}`);
      this.#columns.set(name, { planes: bytes.subarray(at, end), width, length });
      at = end;
    }
    if (at !== bytes.length) throw corrupt('bytes after the last column');
  }

  has(name: string): boolean {
    return this.#columns.has(name);
  }

  /** A column of single bytes, as a view of the file. @throws pack/corrupt */
  bytes(name: string, length?: number): Uint8Array {
    const column = this.#get(name, length);
    if (column.width !== 1) throw corrupt(`column ${name} is too wide`);
    return column.planes;
  }

  /** A column of two-byte numbers. @throws pack/corrupt */
  uint16(name: string, length?: number): Uint16Array {
    const column = this.#get(name, length);
    if (column.width > 2) throw corrupt(`column ${name} is too wide`);
    return readPlanes(new Uint16Array(column.length), column.planes, column.width);
  }

  /** A column of four-byte numbers. @throws pack/corrupt */
  uint32(name: string, length?: number): Uint32Array {
    const column = this.#get(name, length);
    return readPlanes(new Uint32Array(column.length), column.planes, column.width);
  }

  #get(name: string, length?: number): { planes: Uint8Array; width: number; length: number } {
    const column = this.#columns.get(name);
    if (column === undefined) throw corrupt(`column ${name} is missing`);
    if (length !== undefined && column.length !== length)
      throw corrupt(`column ${name} has a wrong length`);
    return column;
  }
}

function readPlanes<T extends Uint16Array | Uint32Array>(
  out: T,
  planes: Uint8Array,
  width: number,
): T {
  const { length } = out;
  for (let i = 0; i < length; i++) out[i] = planes[i] ?? 0;
  for (let plane = 1; plane < width; plane++) {
    const shift = 8 * plane;
    const at = plane * length;
    for (let i = 0; i < length; i++) out[i] = (out[i] ?? 0) | ((planes[at + i] ?? 0) << shift);
  }
  return out;
}

function nameAt(bytes: Uint8Array, start: number): string {
  let name = '';
  for (let i = start; i < start + NAME_BYTES && bytes[i] !== 0; i++)
    name += String.fromCharCode(bytes[i] ?? 0);
  return name;
}
