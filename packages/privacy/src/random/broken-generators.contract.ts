/** Generators that no randomness can be taken from, each after what it does: values of `globalThis.crypto`. */
export const BROKEN_GENERATORS: readonly (readonly [string, unknown])[] = [
  ['is absent', undefined],
  [
    'throws',
    {
      getRandomValues: () => {
        throw new Error('no entropy');
      },
    },
  ],
  ['gives a constant', { getRandomValues: (array: Uint32Array) => array.fill(4) }],
];
