import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ColumnReader, encodeColumns, type Column } from './column-file.ts';

const corruptWhere = (what = ''): unknown =>
  expect.objectContaining({
    code: 'pack/corrupt',
    message: expect.stringContaining(what) as string,
  });

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const column: fc.Arbitrary<Column> = fc.oneof(
  fc.uint8Array(),
  fc.uint16Array(),
  fc.uint32Array(),
  fc.array(fc.nat(300), { maxLength: 40 }).map((values) => Uint32Array.from(values)),
);
const columns = fc.dictionary(name, column, { maxKeys: 8 });

test('gives every column back as it was', () => {
  fc.assert(
    fc.property(columns, (written) => {
      const reader = new ColumnReader(encodeColumns(written));
      for (const [each, values] of Object.entries(written)) {
        expect(reader.has(each)).toBe(true);
        expect([...reader.uint32(each, values.length)]).toEqual([...values]);
        if (!(values instanceof Uint32Array)) expect([...reader.uint16(each)]).toEqual([...values]);
        if (values instanceof Uint8Array) expect([...reader.bytes(each)]).toEqual([...values]);
      }
    }),
  );
});

test('takes one byte for each number where the largest is below 256', () => {
  const file = encodeColumns({ a: Uint32Array.of(1, 255), b: Uint32Array.of(1, 256) });
  expect(file.length).toBe(8 + 2 * 12 + 2 * 1 + 2 * 2);
});

test('lays the low bytes of a column before its high ones', () => {
  const file = encodeColumns({ a: Uint16Array.of(0x0102, 0x0304) });
  expect([...file.subarray(-4)]).toEqual([0x02, 0x04, 0x01, 0x03]);
});

test('reads a file that lies within a larger buffer', () => {
  const file = encodeColumns({ a: Uint32Array.of(70_000, 3) });
  const large = new Uint8Array(file.length + 3);
  large.set(file, 3);
  expect([...new ColumnReader(large.subarray(3)).uint32('a')]).toEqual([70_000, 3]);
});

const valid = encodeColumns({ a: Uint16Array.of(1, 2), b: Uint8Array.of(3) });
const changed = (change: (view: DataView) => void): Uint8Array => {
  const copy = valid.slice();
  change(new DataView(copy.buffer));
  return copy;
};
test.each([
  ['nothing', new Uint8Array()],
  ['another magic', changed((view) => view.setUint8(3, 0x32))],
  ['a table beyond its end', changed((view) => view.setUint32(4, 0xffffffff, true))],
  ['65 columns', changed((view) => view.setUint32(4, 65, true))],
  ['a column of 4 billion numbers', changed((view) => view.setUint32(16, 0xffffffff, true))],
  ['numbers of three bytes', changed((view) => view.setUint16(14, 3, true))],
  ['numbers of no bytes', changed((view) => view.setUint16(14, 0, true))],
  ['two columns of one name', changed((view) => view.setUint8(20, 'a'.charCodeAt(0)))],
  ['a byte too few', valid.subarray(0, -1)],
  ['a byte too many', Uint8Array.of(...valid, 0)],
])('refuses %s', (_, bytes) => {
  expect(() => new ColumnReader(bytes)).toThrow(corruptWhere());
});

test('refuses a column that is missing, too wide or of another length', () => {
  const reader = new ColumnReader(
    encodeColumns({ a: Uint32Array.of(70_000), b: new Uint8Array(2) }),
  );
  expect(() => reader.bytes('c')).toThrow(corruptWhere('missing'));
  expect(() => reader.bytes('a')).toThrow(corruptWhere('too wide'));
  expect(() => reader.uint16('a')).toThrow(corruptWhere('too wide'));
  expect(() => reader.bytes('b', 3)).toThrow(corruptWhere('length'));
  expect(() => reader.bytes('toString')).toThrow(corruptWhere('missing'));
});
