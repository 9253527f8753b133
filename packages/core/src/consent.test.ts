import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CONSENT_ANSWERS,
  INITIAL_CONSENT,
  nextConsent,
  permissions,
  type ConsentSignal,
} from './consent.ts';

const signal: fc.Arbitrary<ConsentSignal> = fc.oneof(
  fc.record({
    type: fc.constant('answer' as const),
    answer: fc.constantFrom(...CONSENT_ANSWERS),
    source: fc.constantFrom(
      'default' as const,
      'api' as const,
      'google-consent-mode' as const,
      'tcf' as const,
    ),
  }),
  fc.record({ type: fc.constant('pause' as const), paused: fc.boolean() }),
  fc.record({ type: fc.constant('global-privacy-control' as const), on: fc.boolean() }),
);

test('records nothing before a shopper has agreed', () => {
  expect(permissions(INITIAL_CONSENT)).toEqual({
    personal: false,
    record: false,
    keep: true,
    share: false,
  });
});

test('never records, personalises or shares without an answer that says so, whatever the signals', () => {
  fc.assert(
    fc.property(fc.array(signal), (signals) => {
      const state = signals.reduce(nextConsent, INITIAL_CONSENT);
      const may = permissions(state);
      const { answer, globalPrivacyControl } = state;
      expect(may.personal).toBe(answer === 'granted' || answer === 'shared');
      expect(may.record && !may.personal).toBe(false);
      expect(may.share).toBe(answer === 'shared' && !globalPrivacyControl);
    }),
  );
});

test('lets the shop’s own call beat a bridge, before and after', () => {
  fc.assert(
    fc.property(fc.array(signal), (signals) => {
      const denied = nextConsent(signals.reduce(nextConsent, INITIAL_CONSENT), {
        type: 'answer',
        answer: 'denied',
        source: 'api',
      });
      const bridged = nextConsent(denied, { type: 'answer', answer: 'granted', source: 'tcf' });
      expect(bridged.answer).toBe('denied');
    }),
  );
});

test('gives the same state back for a signal that changes nothing', () => {
  fc.assert(
    fc.property(fc.array(signal), signal, (signals, last) => {
      const state = nextConsent(signals.reduce(nextConsent, INITIAL_CONSENT), last);
      expect(nextConsent(state, last)).toBe(state);
    }),
  );
});

test('never shares under Global Privacy Control', () => {
  const shared = nextConsent(INITIAL_CONSENT, { type: 'answer', answer: 'shared', source: 'api' });
  expect(permissions(shared).share).toBe(true);
  const withGpc = nextConsent(shared, { type: 'global-privacy-control', on: true });
  expect(permissions(withGpc)).toEqual({ ...permissions(shared), share: false });
});

test('keeps quality and recording under Global Privacy Control', () => {
  const granted = nextConsent(INITIAL_CONSENT, {
    type: 'answer',
    answer: 'granted',
    source: 'api',
  });
  const withGpc = nextConsent(granted, { type: 'global-privacy-control', on: true });
  expect(permissions(withGpc)).toEqual(permissions(granted));
});
