import { expect, test } from 'vitest';
import { auditEpsilon, auditVerdict } from './audit-epsilon.ts';

const isOne = { one: (report: number) => report === 1 };
const reports = (ones: number, of: number) => Array.from({ length: of }, (_, i) => +(i < ones));

test('bounds epsilon by the probabilities of the best event, in either direction', () => {
  // At the error 0.025 / 4 they are at least and at most, by scipy.stats.beta.ppf:
  const [low, high] = [0.6944763357, 0.3055236643];
  const often = reports(731, 1000);
  const seldom = reports(269, 1000);
  const { epsilon, event } = auditEpsilon([often, seldom], isOne, 0.975);
  expect(epsilon).toBeCloseTo(Math.log(low / high), 8);
  expect(event).toBe('one');
  expect(auditEpsilon([seldom, often], isOne, 0.975).epsilon).toBe(epsilon);
  // Every further event costs a share of the error.
  const two = auditEpsilon([often, seldom], { ...isOne, none: () => false }, 0.975);
  expect(two.epsilon).toBeLessThan(epsilon);
  expect(two.event).toBe('one');
});

test('names the first of events that tell as much', () => {
  const events = { ...isOne, again: isOne.one };
  expect(auditEpsilon([reports(90, 100), reports(10, 100)], events, 0.95).event).toBe('one');
});

test('finds nothing where nothing is to be found', () => {
  const same = reports(500, 1000);
  expect(auditEpsilon([same, same], isOne, 0.95)).toEqual({ epsilon: 0, event: '' });
});

test('tells a broken promise, a kept one, and an audit without power', () => {
  expect([4.01, 4, 3.6, 3.59].map((bound) => auditVerdict(bound, 4))).toEqual([
    'broken',
    'kept',
    'kept',
    'weak',
  ]);
});

test.each([0, 1, NaN])('refuses a confidence of %s', (confidence) => {
  expect(() => auditEpsilon([[1], [1]], isOne, confidence)).toThrow(
    expect.objectContaining({
      code: 'privacy/parameters',
      message: expect.stringContaining('Confidence') as string,
    }) as Error,
  );
});
