/**
 * The shopper's answer about personal recommendations. `granted`: a history that stays on the device. `shared`: the
 * same, and differentially private reports of it.
 */
export const CONSENT_ANSWERS = ['unknown', 'denied', 'granted', 'shared'] as const;

/** One of {@link CONSENT_ANSWERS}. */
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** Who gave a signal. A later word of the shop's own call beats a bridge's. */
export type ConsentSource = 'default' | 'api' | 'google-consent-mode' | 'tcf';

/** What consent is now, and what follows from it. Plain data. */
export interface ConsentState {
  readonly answer: ConsentAnswer;
  readonly source: ConsentSource;
  /** The shopper paused recording; the history stays and is still used. */
  readonly paused: boolean;
  /** Global Privacy Control is on: nothing may ever be shared. Quality is untouched by it. */
  readonly globalPrivacyControl: boolean;
}

/** Something that changes consent. */
export type ConsentSignal =
  | { readonly type: 'answer'; readonly answer: ConsentAnswer; readonly source: ConsentSource }
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'global-privacy-control'; readonly on: boolean };

/** What the engine may do in a state. */
export interface ConsentPermissions {
  /** Use the history for ranking. */
  readonly personal: boolean;
  /** Write events to the device's storage. */
  readonly record: boolean;
  /** Keep a history that is already there; when `false` it is erased. */
  readonly keep: boolean;
  /** Send differentially private reports. */
  readonly share: boolean;
}

/** The state before anyone has said anything. */
export const INITIAL_CONSENT: ConsentState = {
  answer: 'unknown',
  source: 'default',
  paused: false,
  globalPrivacyControl: false,
};

/**
 * The next state. Pure and total: a signal that changes nothing gives the same object back.
 * An answer of a bridge never overrides one that came through the API.
 */
export function nextConsent(state: ConsentState, signal: ConsentSignal): ConsentState {
  switch (signal.type) {
    case 'answer': {
      if (state.source === 'api' && signal.source !== 'api') return state;
      if (state.answer === signal.answer && state.source === signal.source) return state;
      return { ...state, answer: signal.answer, source: signal.source };
    }
    case 'pause':
      return state.paused === signal.paused ? state : { ...state, paused: signal.paused };
    case 'global-privacy-control':
      return state.globalPrivacyControl === signal.on
        ? state
        : { ...state, globalPrivacyControl: signal.on };
  }
}

/** What a state permits. Reports go on while recording is paused: that they come says nothing, then or ever. */
export function permissions(state: ConsentState): ConsentPermissions {
  const granted = state.answer === 'granted' || state.answer === 'shared';
  return {
    personal: granted,
    record: granted && !state.paused,
    keep: state.answer !== 'denied',
    share: state.answer === 'shared' && !state.globalPrivacyControl,
  };
}
