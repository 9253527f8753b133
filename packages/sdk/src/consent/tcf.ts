import type { ConsentAnswer } from '@sotto/core';
import { property } from '../capture/hostile.ts';

/** 1 store on a device, 5 create profiles to personalise content, 6 use profiles to select content. */
const PURPOSES = [1, 5, 6];

/**
 * The answer in TC data, or `undefined` while there is none. All of purposes 1, 5 and 6 must be granted.
 * Source: IAB Europe, Transparency and Consent Framework, CMP API v2, `addEventListener`.
 */
export function readTcData(data: unknown): ConsentAnswer | undefined {
  if (property(data, 'gdprApplies') === false) return undefined;
  const status = property(data, 'eventStatus');
  if (status !== 'tcloaded' && status !== 'useractioncomplete') return undefined;
  const consents = property(property(data, 'purpose'), 'consents');
  const all = PURPOSES.every((purpose) => property(consents, String(purpose)) === true);
  return all ? 'granted' : 'denied';
}

type Tcfapi = (
  command: string,
  version: 2,
  callback: (data: unknown, success: boolean) => void,
  parameter?: unknown,
) => void;

const api = (): unknown => property(window, '__tcfapi');

/** Listens to the page's consent platform; one that comes late is found when the page has loaded. */
export function watchTcf(onAnswer: (answer: ConsentAnswer) => void): () => void {
  let listenerId: unknown;
  let connected = false;
  let stopped = false;
  const connect = (): void => {
    const call = api();
    if (connected || stopped || typeof call !== 'function') return;
    connected = true;
    (call as Tcfapi)('addEventListener', 2, (data, success) => {
      if (!success || stopped) return;
      listenerId = property(data, 'listenerId');
      const answer = readTcData(data);
      if (answer !== undefined) onAnswer(answer);
    });
  };
  connect();
  addEventListener('load', connect);
  return () => {
    stopped = true;
    removeEventListener('load', connect);
    const call = api();
    if (listenerId !== undefined && typeof call === 'function') {
      (call as Tcfapi)('removeEventListener', 2, () => undefined, listenerId);
    }
  };
}
