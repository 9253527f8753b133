import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeReports, encodeReport, MAX_BATCH, REPORT_BYTES, type Report } from './report.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const word = fc.integer({ min: 0, max: 0xffff_ffff });
const report: fc.Arbitrary<Report> = fc.record({
  task: bytes(16),
  round: word,
  nonce: bytes(16),
  payload: word,
});

const joined = (reports: readonly Report[]): Uint8Array =>
  Uint8Array.from(reports.flatMap((each) => [...encodeReport(each)]));

test('lays a report out as the documents say', () => {
  const made = encodeReport({
    task: Uint8Array.from({ length: 16 }, (_, at) => at),
    round: 2_968,
    nonce: Uint8Array.from({ length: 16 }, (_, at) => 0xf0 + at),
    payload: 0x003f_fe01,
  });
  expect(Buffer.from(made).toString('hex')).toBe(
    '01' +
      '000102030405060708090a0b0c0d0e0f' +
      '00000b98' +
      'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff' +
      '003ffe01',
  );
});

test('gives every report the same length, under 64 bytes, and reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1, maxLength: 20 }), (reports) => {
      for (const each of reports) expect(encodeReport(each)).toHaveLength(REPORT_BYTES);
      expect(decodeReports(joined(reports))).toEqual(reports);
    }),
  );
  expect(REPORT_BYTES).toBeLessThan(64);
});

test.each([0, 1, REPORT_BYTES - 1, REPORT_BYTES + 1, (MAX_BATCH + 1) * REPORT_BYTES])(
  'refuses a message of %i bytes',
  (length) => {
    expect(() => decodeReports(new Uint8Array(length).fill(1))).toThrow(
      expect.objectContaining({ code: 'report/malformed' }),
    );
  },
);

test('refuses a report of another version', () => {
  const [made] = fc.sample(report, 1);
  const other = encodeReport(made!);
  other[0] = 2;
  expect(() => decodeReports(other)).toThrow(expect.objectContaining({ code: 'report/version' }));
});
