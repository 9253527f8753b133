import { expect, test } from 'vitest';
import { requireParameter } from './parameter-check.ts';

test('refuses a parameter in the name of privacy, saying what it must be', () => {
  expect(() => requireParameter(false, 'Epsilon is above 0.')).toThrow(
    expect.objectContaining({
      code: 'privacy/parameters',
      origin: 'privacy',
      message: expect.stringContaining('Epsilon is above 0.') as string,
    }) as Error,
  );
  expect(() => requireParameter(true, 'Epsilon is above 0.')).not.toThrow();
});
