import { expect, test, vi } from 'vitest';
import { Reporting, type Outlet, type ReportingOptions } from './reporting.ts';

const REPORT = { kind: 'refused', round: 1, at: 0, why: 'for a test' } as const;

/** A promise, and what settles it. */
function withResolvers() {
  const waiting: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => waiting.push(resolve));
  return { promise, resolve: () => waiting.forEach((each) => each()) };
}

/** An outlet that notes what it is asked. */
function create(options: Partial<ReportingOptions> = {}) {
  const asked: string[] = [];
  const outlet: Outlet = {
    allow: async (allowed) => void asked.push(`allow ${allowed}`),
    pass: async () => void asked.push('pass'),
    status: async () => ({
      state: 'on',
      spent: { thisRound: 1, in30Days: 2 },
      caps: { thisRound: 5, in30Days: 20 },
    }),
    log: async () => [REPORT],
    erase: async () => void asked.push('erase'),
  };
  const open = vi.fn(async () => outlet);
  const errors: string[] = [];
  const changed = withResolvers();
  const reporting = new Reporting({
    open,
    hasLedger: async () => false,
    ready: Promise.resolve(),
    onChange: changed.resolve,
    onError: ({ code }) => {
      errors.push(code);
      changed.resolve();
    },
    ...options,
  });
  return { reporting, asked, open, errors, changed: changed.promise };
}

test('loads nothing for a shopper who does not share', async () => {
  const { reporting, open, changed } = create();
  reporting.permit(false);
  await changed;
  expect(await reporting.status()).toMatchObject({ state: 'off' });
  expect(await reporting.log()).toEqual([]);
  await reporting.erase();
  expect(open).not.toHaveBeenCalled();
});

test('does what is due for one who does, after what is of more use to the shopper', async () => {
  const ready = withResolvers();
  const { reporting, asked, changed } = create({ ready: ready.promise });
  reporting.permit(true);
  await Promise.resolve();
  expect(asked).toEqual([]);
  ready.resolve();
  await changed;
  expect(asked).toEqual(['allow true', 'pass']);
  expect(await reporting.status()).toMatchObject({ state: 'on' });
});

test('looks again every quarter of an hour, until the shopper thinks otherwise', async () => {
  vi.useFakeTimers();
  try {
    const { reporting, asked } = create();
    reporting.permit(true);
    await vi.advanceTimersByTimeAsync(31 * 60_000);
    expect(asked.filter((each) => each === 'pass')).toHaveLength(3);
    reporting.permit(false);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(asked.filter((each) => each === 'allow true')).toHaveLength(3);
    expect(asked.at(-2)).toBe('allow false');
  } finally {
    vi.useRealTimers();
  }
});

test('withdraws what an earlier page left, and gives out and erases its log', async () => {
  const { reporting, asked, changed } = create({ hasLedger: async () => true });
  reporting.permit(false);
  await changed;
  expect(asked[0]).toBe('allow false');
  expect(await reporting.log()).toEqual([REPORT]);
  await reporting.erase();
  expect(asked.at(-1)).toBe('erase');
});

test('says that there is no server, and never opens anything', async () => {
  const { reporting } = create({ open: undefined, hasLedger: async () => true });
  reporting.permit(true);
  expect(await reporting.status()).toMatchObject({ state: 'none' });
  expect(await reporting.log()).toEqual([]);
});

test('reports what fails, and tries anew', async () => {
  const { errors, reporting, changed } = create({
    open: () => Promise.reject(new Error('no network')),
  });
  reporting.permit(true);
  await changed;
  expect(errors).toEqual(['sync/ledger']);
});
