import type { SottoClient } from '@sotto/sdk';

declare global {
  interface Window {
    sotto?: SottoClient;
  }
}

/** The client that the page's tag started; `undefined` where there is no tag or it could not start. */
export const pageClient = (): SottoClient | undefined => window.sotto;
