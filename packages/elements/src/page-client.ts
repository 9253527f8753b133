import type { SottoClient } from '@sotto/sdk';

declare global {
  interface Window {
    /** The tag's stand-in, with `ready`, until the client takes its place. */
    sotto?: SottoClient & { readonly ready?: Promise<SottoClient | undefined> };
  }
}

/** The client that the page's tag started; `undefined` where there is no tag or it could not start. */
export async function pageClient(): Promise<SottoClient | undefined> {
  const { sotto } = window;
  return sotto?.ready === undefined ? sotto : sotto.ready;
}
