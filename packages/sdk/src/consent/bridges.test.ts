import { expect, test } from 'vitest';
import { readConsentCommand } from './google-consent-mode.ts';
import { readTcData } from './tcf.ts';

test.each([
  ['default', 'granted', 'granted'],
  ['default', 'denied', 'unknown'],
  ['update', 'granted', 'granted'],
  ['update', 'denied', 'denied'],
  ['update', 'perhaps', undefined],
])('reads %s %s of consent mode as %s', (stage, value, answer) => {
  expect(readConsentCommand(stage, { personalization_storage: value })).toBe(answer);
});

const tcData = (purposes: Record<string, boolean>, more = {}): unknown => ({
  eventStatus: 'useractioncomplete',
  gdprApplies: true,
  purpose: { consents: purposes },
  ...more,
});

test('takes purposes 1, 5 and 6 together as consent', () => {
  expect(readTcData(tcData({ 1: true, 5: true, 6: true }))).toBe('granted');
  expect(readTcData(tcData({ 1: true, 5: true }))).toBe('denied');
});

test('says nothing before the shopper has answered or where the law does not apply', () => {
  expect(readTcData(tcData({}, { eventStatus: 'cmpuishown' }))).toBeUndefined();
  expect(readTcData(tcData({}, { gdprApplies: false }))).toBeUndefined();
});
