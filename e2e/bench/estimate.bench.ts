import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import {
  codeBookWord,
  emptyTally,
  roundKey,
  tallyReports,
  type CodeBookParameters,
  type RoundKey,
} from '@sotto/privacy';
import { loudestReports } from '@sotto/privacy/audit';
import { frameSize } from '../../packages/privacy/src/mechanisms/code-book/code-book-parameters.ts';
import { wordBits } from '../../packages/privacy/src/mechanisms/code-book/code-words.ts';
import { estimatorOf } from '../../packages/server/src/estimators/index.ts';
import { addRow } from './rows.ts';

const REPORTS = 100_000;
/** The slow ways are timed on a part of the reports. */
const SAMPLE = 5_000;

const seconds = (work: () => unknown): number => {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1_000;
};

/** Each word by itself, turned back by the definition of the Hadamard matrix done fast, in floating point. */
function decodeOneByOne(
  parameters: CodeBookParameters,
  key: RoundKey,
  payloads: readonly number[],
): Float64Array {
  const sum = new Float64Array(parameters.dimension);
  for (const payload of payloads) {
    const word = codeBookWord(parameters, key, payload).map((bit) => 2 * bit - 1);
    for (let half = 1; half < word.length; half *= 2)
      for (let start = 0; start < word.length; start += 2 * half)
        for (let at = start; at < start + half; at++) {
          const [a = 0, b = 0] = [word[at], word[at + half]];
          word[at] = a + b;
          word[at + half] = a - b;
        }
    sum.forEach((_, at) => (sum[at]! += (word[at] ?? 0) / word.length));
  }
  return sum;
}

/** The public words of the reports and nothing else: no way of adding them up can be faster. */
function expandWords(
  { dimension }: CodeBookParameters,
  key: RoundKey,
  payloads: readonly number[],
): void {
  const bits = new Int32Array(frameSize(dimension) / 32);
  for (const payload of payloads) wordBits(key, payload >> 10, payload & 1_023, bits);
}

for (const dimension of [16, 64, 512])
  test(`adding up a round of vectors of ${dimension}`, async () => {
    const parameters = { microEpsilon: 4_000_000, dimension, microClip: 1_000_000 };
    const key = await roundKey('bench', 1);
    const payloads = Array.from({ length: REPORTS }, () => randomInt(2 ** 22));
    const sample = payloads.slice(0, SAMPLE);
    tallyReports(emptyTally(parameters), parameters, key, sample);
    const value = seconds(() => {
      const tally = tallyReports(emptyTally(parameters), parameters, key, payloads);
      expect(tally.reports).toBe(REPORTS);
    });
    const peers = {
      'decoded one by one':
        (REPORTS / SAMPLE) * seconds(() => decodeOneByOne(parameters, key, sample)),
      'the generator of the words alone': seconds(() => expandWords(parameters, key, payloads)),
    };
    for (const [name, peer] of Object.entries(peers))
      addRow({
        group: 'adding up 100,000 reports of vectors',
        name: `${dimension} numbers`,
        value,
        unit: 's',
        peer: { name, value: peer },
      });
  });

/** Among the reports of a round a fifth of fakes, which cost the most work to leave out. */
for (const dimension of [16, 64])
  test(`the filtered mean of a round of vectors of ${dimension}`, async () => {
    const mechanism = {
      kind: 'code-book',
      microEpsilon: 4_000_000,
      dimension,
      microClip: 1_000_000,
    } as const;
    const key = await roundKey('bench', 1);
    const loud = loudestReports(mechanism, key, new Float64Array(dimension).fill(1));
    const payloads = Array.from({ length: REPORTS }, (_, at) =>
      at % 5 === 0 ? loud[at % loud.length]! : randomInt(2 ** 22),
    );
    const estimator = estimatorOf(mechanism, key);
    const added = seconds(() => estimator.add(payloads));
    const began = performance.now();
    const result = await estimator.result();
    const value = (performance.now() - began) / 1_000;
    expect(result).toHaveProperty('filtered');
    addRow({
      group: 'filtered mean of 100,000 reports, a fifth of them fakes',
      name: `${dimension} numbers`,
      value,
      unit: 's',
      peer: { name: 'adding them up', value: added },
    });
  });
