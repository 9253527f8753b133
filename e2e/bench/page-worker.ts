import type { JSHandle, Page } from '@playwright/test';

/** A worker of a page, asked from here. */
export class PageWorker {
  readonly #worker: JSHandle<Worker>;

  private constructor(worker: JSHandle<Worker>) {
    this.#worker = worker;
  }

  static async start(page: Page, url: string): Promise<PageWorker> {
    return new PageWorker(
      await page.evaluateHandle((file) => new Worker(file, { type: 'module' }), url),
    );
  }

  /** Posts a message; the next message of the worker is the answer. */
  ask<T>(message: unknown): Promise<T> {
    return this.#worker.evaluate(
      (worker, question) =>
        new Promise<T>((resolve, reject) => {
          worker.addEventListener('message', ({ data }) => resolve(data), { once: true });
          worker.addEventListener('error', ({ message: text }) => reject(new Error(text)));
          worker.postMessage(question);
        }),
      message,
    );
  }

  async stop(): Promise<void> {
    await this.#worker.evaluate((worker) => worker.terminate());
    await this.#worker.dispose();
  }
}
