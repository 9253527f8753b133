import type { Page } from '@playwright/test';
import { expect } from './shop.ts';

interface Status {
  readonly models: readonly {
    readonly id: string;
    readonly state: string;
    readonly error?: string;
    readonly run?: {
      readonly runtime: string;
      readonly failed: Readonly<Record<string, string>>;
      readonly runs: number;
    };
  }[];
}
interface Sotto {
  status(): Promise<Status | null>;
  intent(): Promise<{ purchase: number; leave: number }[]>;
  on(type: 'error', listener: (error: { code: string }) => void): void;
}

/** Asks the page's client. */
export const sotto = <T>(page: Page, ask: (client: Sotto) => Promise<T>): Promise<T> =>
  page.evaluate(`(${ask.toString()})(window.sotto)`) as Promise<T>;

/** The state of a model, once it has one. */
export async function modelOf(page: Page, id: string): Promise<Status['models'][number]> {
  const find = async () =>
    (await sotto(page, (client) => client.status()))?.models.find((model) => model.id === id);
  await expect.poll(find).toBeDefined();
  return (await find())!;
}

/** Lets every page have the tag with a runtime of the test's choice. */
export async function chooseRuntime(
  page: Page,
  runtime: 'plain' | 'wasm' | 'webgpu',
): Promise<void> {
  await page.route(/\/[^.]*$/, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    const body = (await response.text()).replace(
      'data-pack=',
      `data-runtime="${runtime}" data-pack=`,
    );
    return route.fulfill({ response, body });
  });
}
