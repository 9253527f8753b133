import fc from 'fast-check';

/** One counterexample tells that a bug was noticed; the smallest is not looked for. */
fc.configureGlobal({ endOnFailure: true });
