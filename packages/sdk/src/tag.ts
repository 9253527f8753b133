import type { SottoOnPage } from './page.ts';
import { WORKER_OPTIONS } from './worker/worker-options.ts';

type Method = Exclude<keyof SottoOnPage, 'on' | 'page' | 'consent'>;

/**
 * Methods that can be called before `sotto.page.js` has arrived; each is answered later, with what stands
 * here where it never arrives.
 */
const QUEUED: Readonly<Record<Method, unknown>> = {
  track: undefined,
  setConsent: undefined,
  pause: undefined,
  setPage: undefined,
  recommend: { items: [] },
  thumbnails: undefined,
  intent: [],
  exportHistory: undefined,
  erase: undefined,
  status: undefined,
  stop: undefined,
  loadElements: undefined,
};

interface PageModule {
  startFromTag(
    dataset: DOMStringMap,
    folder: string,
    takeWorker: () => Worker | undefined,
  ): SottoOnPage | undefined;
}

function install({ src, dataset }: HTMLScriptElement): void {
  performance.mark('sotto');
  const query = typeof __SOTTO_VERSION__ === 'string' ? `?v=${__SOTTO_VERSION__}` : '';
  const folder = new URL('.', src).href;
  const assets = folderUrl(dataset['assets'], folder);
  const packUrl = folderUrl(dataset['pack'], folder);
  const takeWorker = startWorker(`${assets}sotto.worker.js${query}#${packUrl}`);
  // On its way before the page module asks for it: a round trip less before the first list.
  if (document.querySelector('sotto-recommendations') !== null)
    import(/* @vite-ignore */ `${assets}sotto.elements.js${query}`).catch(() => undefined);
  const arrival = import(
    /* @vite-ignore */ `${folder}sotto.page.js${query}`
  ) as Promise<PageModule>;
  const client = arrival.then(
    (module) => module.startFromTag(dataset, folder, takeWorker),
    (error: unknown) => {
      console.error(error);
      return undefined;
    },
  );
  const later =
    ([name, otherwise]: [string, unknown]) =>
    async (...args: never[]): Promise<unknown> => {
      const method = (await client)?.[name as Method] as
        ((...args: never[]) => unknown) | undefined;
      return method?.apply(await client, args) ?? otherwise;
    };
  const on = (...args: never[]): (() => void) => {
    const off = client.then((found) =>
      found?.on(...(args as unknown as Parameters<SottoOnPage['on']>)),
    );
    return () => void off.then((end) => end?.());
  };
  reserveBoxes();
  Object.assign(window, {
    sotto: {
      ...Object.fromEntries(Object.entries(QUEUED).map((each) => [each[0], later(each)])),
      on,
      ready: client,
    },
  });
}

/** The folder that an attribute names; one that is wrong is for the page module to report. */
function folderUrl(value: string | undefined, otherwise: string): string {
  const folder = value?.replace(/\/?$/, '/') ?? otherwise;
  return URL.canParse(folder, document.baseURI)
    ? new URL(folder, document.baseURI).href
    : otherwise;
}

/**
 * Lets the worker boot, and open the pack that the fragment of its URL names, while the page module is on
 * its way and the page is laid out. One that failed by then, and every later one, is for the page module
 * to start.
 */
function startWorker(url: string): () => Worker | undefined {
  const isPrerendered = (document as { prerendering?: boolean }).prerendering === true;
  if (isPrerendered || new URL(url).origin !== location.origin) return () => undefined;
  let worker: Worker | undefined;
  try {
    worker = new Worker(url, WORKER_OPTIONS);
    worker.addEventListener('error', () => (worker = undefined));
  } catch {
    return () => undefined;
  }
  return () => {
    const taken = worker;
    worker = undefined;
    return taken;
  };
}

/** Lists have their height before their code arrives, so that nothing below them moves. */
function reserveBoxes(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'sotto-recommendations:not(:defined,[fallback=none]){display:block;min-block-size:var(--sotto-height,calc(var(--sotto-card-height,20.5rem) + 3.5rem))}',
  );
  document.adoptedStyleSheets.push(sheet);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !('sotto' in window)) install(script);
