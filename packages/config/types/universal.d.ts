// What browsers, workers and Node all have, and the es2023 library does not declare. Pure packages
// compile against this alone, so that `document` or `process` in them is a compile error.
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare const crypto: {
  readonly subtle: {
    digest(
      algorithm: 'SHA-256',
      data: ArrayBuffer | ArrayBufferView<ArrayBuffer>,
    ): Promise<ArrayBuffer>;
  };
  getRandomValues<T extends ArrayBufferView<ArrayBuffer>>(array: T): T;
};
