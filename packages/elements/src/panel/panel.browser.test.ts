import { INITIAL_CONSENT, type ShopEvent } from '@sotto/core';
import {
  encodeReport,
  ROUND_MS,
  toHex,
  type EngineStatus,
  type HistoryExport,
} from '@sotto/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { fakeClient, type FakeClient } from '../../test/fake-client.ts';
import '../panel.ts';
import type { SottoPanel } from './panel.ts';

afterEach(() => document.body.replaceChildren());

const historyOf = (events: readonly ShopEvent[]): HistoryExport => ({
  format: 'sotto-history',
  version: 1,
  exportedAt: '2026-11-01T00:00:00.000Z',
  consent: INITIAL_CONSENT,
  events,
  titles: { 'lamp-1': 'Brass lamp' },
  sessions: [{ start: 0, end: 1, events: events.length }],
  learnt: {},
  reports: [],
});

const VIEW: ShopEvent = {
  kind: 'view',
  item: 'lamp-1',
  at: 1_793_000_000_000,
  source: 'attribute',
};

async function open(answers: Parameters<typeof fakeClient>[0]): Promise<{
  panel: SottoPanel;
  client: FakeClient;
  find: (selector: string) => HTMLElement;
}> {
  const client = fakeClient(answers);
  const panel = document.createElement('sotto-panel') as SottoPanel;
  panel.client = client;
  panel.locale = 'en';
  document.body.append(panel);
  await panel.updateComplete;
  const find = (selector: string): HTMLElement => {
    const found = panel.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found === null || found === undefined) throw new Error(`no ${selector}`);
    return found;
  };
  find('button.opener').click();
  return { panel, client, find };
}

test('shows the history only to somebody who looks', async () => {
  let asked = 0;
  const answers = {
    exportHistory: async () => {
      asked += 1;
      return historyOf([VIEW]);
    },
  };
  const { panel, client, find } = await open(answers);
  await expect.poll(() => find('ol').textContent).toContain('Brass lamp');
  find('button.close').click();
  const before = asked;
  client.emit('change', { cause: 'history' });
  await panel.updateComplete;
  expect(asked).toBe(before);
});

test('counts what was seen in passing, and names the strategy of each list of the page', async () => {
  const list = Object.assign(document.createElement('sotto-recommendations'), {
    list: { strategy: 'trending', personal: true, items: [{}], currency: 'EUR', rankMs: 2.04 },
  });
  document.body.append(list);
  const seen = { ...VIEW, kind: 'impression', item: 'lamp-2' } as const;
  const { find } = await open({ exportHistory: async () => historyOf([seen, VIEW]) });
  await expect.poll(() => find('.inner').textContent).toContain('2 events in 1 visit');
  expect(find('ol').textContent).not.toContain('lamp-2');
  expect(find('dl').textContent).toMatch(/trending\s*from your history, 2\.0 ms/);
});

test('asks before it erases, and says when that failed', async () => {
  let works = false;
  let erasures = 0;
  const { panel, find } = await open({
    exportHistory: async () => historyOf(erasures > 0 && works ? [] : [VIEW]),
    erase: async () => {
      erasures += 1;
      return works;
    },
  });
  find('.actions .danger').click();
  await panel.updateComplete;
  expect(find('.actions .danger').textContent).toContain('Erase for good?');
  // Where "Erase everything" was: a second click of a double click changes nothing.
  find('.actions button:nth-of-type(2)').click();
  await panel.updateComplete;
  expect(find('.actions .danger').textContent).toContain('Erase everything');
  expect(erasures).toBe(0);
  find('button.danger').click();
  await panel.updateComplete;
  find('button.danger').click();
  await expect.poll(() => find('[role="status"]').textContent).toContain('could not be erased');
  works = true;
  find('button.danger').click();
  await panel.updateComplete;
  find('button.danger').click();
  await expect.poll(() => find('[role="status"]').textContent).toContain('Everything was erased.');
  await expect.poll(() => find('ol').textContent.trim()).toBe('');
});

test('gives the history away as a file', async () => {
  const { find } = await open({ exportHistory: async () => historyOf([VIEW]) });
  const saved = new Promise<HTMLAnchorElement>((resolve) => {
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function catchClick(this: HTMLAnchorElement) {
      HTMLAnchorElement.prototype.click = click;
      resolve(this);
    };
  });
  find('.actions button').click();
  const link = await saved;
  expect(link.download).toBe('sotto-history.json');
  const text = await (await fetch(link.href)).text();
  expect(JSON.parse(text)).toEqual(historyOf([VIEW]));
});

test('throws nothing into the page when the client fails', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const failure = new Error('no');
  const fail = (): Promise<never> => Promise.reject(failure);
  const { panel, find } = await open({ exportHistory: fail, status: fail, erase: fail });
  find('.actions button').click();
  find('button.danger').click();
  await panel.updateComplete;
  find('button.danger').click();
  await expect.poll(() => find('[role="status"]').textContent).toContain('could not be erased');
  expect(told).toHaveBeenCalledWith(failure);
  told.mockRestore();
});

test('passes the answer about personal recommendations on', async () => {
  const answers: string[] = [];
  const { find } = await open({
    exportHistory: async () => historyOf([]),
    setConsent: (answer) => void answers.push(answer),
  });
  find('input').click();
  find('input').click();
  expect(answers).toEqual(['granted', 'denied']);
});

const BYTES = toHex(
  encodeReport({ task: new Uint8Array(16), round: 2_970, nonce: new Uint8Array(16), payload: 1 }),
);

const statusWith = (reporting: EngineStatus['reporting']): EngineStatus => ({
  version: 4,
  consent: INITIAL_CONSENT,
  pack: { id: 'p', products: 1, loaded: [], fromCache: false, images: 'none' },
  storage: { kind: 'none', events: 0, encrypted: false },
  models: [],
  timings: {},
  learning: { personal: { state: 'off' } },
  reporting,
});

const NOTHING = { thisRound: 0, in30Days: 0 };

test('shows every byte that left, what was true, what was told, and the budget', async () => {
  const report = {
    mechanism: {
      kind: 'k-ary-response' as const,
      microEpsilon: 1_000_000,
      values: ['nothing', 'seen', 'clicked', 'bought'],
    },
    claim: {
      mode: 'solo' as const,
      unit: 'device and round' as const,
      adjacency: 'substitution' as const,
      microEpsilon: 1_000_000,
    },
    taskHash: '0',
    round: 2_970,
    input: 2,
    tape: '',
    bytes: BYTES,
  };
  const entry = { round: 2_970, at: 2_970 * ROUND_MS, measure: 'list-outcome' };
  const { find } = await open({
    exportHistory: async () => ({
      ...historyOf([VIEW]),
      reports: [
        { ...entry, kind: 'made', report },
        { ...entry, kind: 'sent', outcome: 'taken' },
      ],
    }),
    status: async () =>
      statusWith({
        state: 'on',
        spent: { thisRound: 1_000_000, in30Days: 3_000_000 },
        caps: { thisRound: 5_000_000, in30Days: 20_000_000 },
      }),
  });
  await expect.poll(() => find('ol.reports').textContent).toContain('What came of recommendations');
  const text = find('.inner').textContent.replaceAll(/\s+/g, ' ');
  expect(find('ol.reports').textContent).toContain(BYTES);
  expect(text).toMatch(/True clicked Told seen/);
  expect(text).toContain('ε 1 of 5 this week, 3 of 20 in 30 days');
  expect(text).not.toContain('Nothing. Only files');
});

test('tells what the shop has learnt from whom, and what this device has', async () => {
  const claim = {
    mode: 'solo' as const,
    unit: 'device and round' as const,
    adjacency: 'substitution' as const,
    microEpsilon: 4_000_000,
  };
  const learntFrom = [
    { measure: 'fusion-gradient', task: 'a', round: 2_970, reports: 1_200, claim },
  ];
  const status = statusWith({ state: 'off', spent: NOTHING, caps: NOTHING });
  const { find } = await open({
    exportHistory: async () => historyOf([VIEW]),
    status: async () => ({
      ...status,
      learning: {
        version: { serial: 7, canary: true, learntFrom },
        error: 'sync/model',
        personal: { state: 'used', trainedAt: Date.UTC(2026, 10, 24, 12) },
      },
    }),
  });
  await expect.poll(() => find('.learning').textContent).toContain('Version 7');
  const text = find('.learning').textContent.replaceAll(/\s+/g, ' ');
  expect(text).toContain('tries with a few others');
  expect(text).toContain('How signals should weigh: 1,200 reports at ε 4 each');
  expect(text).toMatch(/it helps with what you did last\s?last learnt Nov 24, 2026/);
  expect(text).toContain('sync/model');
});

test('offers to share where there is a server, and says from when', async () => {
  const answers: string[] = [];
  const { find } = await open({
    consent: { ...INITIAL_CONSENT, answer: 'granted' },
    exportHistory: async () => historyOf([VIEW]),
    setConsent: (answer) => void answers.push(answer),
    status: async () =>
      statusWith({
        state: 'silent',
        silentUntil: Date.UTC(2026, 11, 24),
        spent: { thisRound: 0, in30Days: 0 },
        caps: { thisRound: 5_000_000, in30Days: 20_000_000 },
      }),
  });
  await expect.poll(() => find('.inner').textContent).toContain('Dec 24, 2026');
  find('label:nth-of-type(2) input').click();
  find('label:nth-of-type(2) input').click();
  expect(answers).toEqual(['shared', 'granted']);
});
