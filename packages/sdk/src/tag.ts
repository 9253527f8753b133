import type { SottoOnPage } from './page.ts';

/** Methods that can be called before `sotto.page.js` has arrived; each is answered later. */
const QUEUED = [
  'track',
  'setConsent',
  'pause',
  'setPage',
  'recommend',
  'thumbnails',
  'exportHistory',
  'erase',
  'status',
  'stop',
  'loadElements',
] as const;

interface PageModule {
  startFromTag(dataset: DOMStringMap, folder: string): SottoOnPage | undefined;
}

function install({ src, dataset }: HTMLScriptElement): void {
  performance.mark('sotto');
  const query = typeof __SOTTO_VERSION__ === 'string' ? `?v=${__SOTTO_VERSION__}` : '';
  const folder = new URL('.', src).href;
  const assets = new URL(dataset['assets']?.replace(/\/?$/, '/') ?? folder, document.baseURI).href;
  // On their way before the page module asks for them: a round trip less before the first list.
  fetch(`${assets}sotto.worker.js${query}`).catch(() => undefined);
  if (document.querySelector('sotto-recommendations') !== null)
    import(/* @vite-ignore */ `${assets}sotto.elements.js${query}`).catch(() => undefined);
  const arrival = import(
    /* @vite-ignore */ `${folder}sotto.page.js${query}`
  ) as Promise<PageModule>;
  const client = arrival.then(
    (module) => module.startFromTag(dataset, folder),
    (error: unknown) => {
      console.error(error);
      return undefined;
    },
  );
  const later =
    (name: (typeof QUEUED)[number]) =>
    async (...args: never[]): Promise<unknown> => {
      const method = (await client)?.[name] as ((...args: never[]) => unknown) | undefined;
      return (
        method?.apply(await client, args) ?? (name === 'recommend' ? { items: [] } : undefined)
      );
    };
  const on = (...args: never[]): (() => void) => {
    const off = client.then((found) =>
      found?.on(...(args as unknown as Parameters<SottoOnPage['on']>)),
    );
    return () => void off.then((end) => end?.());
  };
  reserveBoxes();
  Object.assign(window, {
    sotto: { ...Object.fromEntries(QUEUED.map((name) => [name, later(name)])), on, ready: client },
  });
}

/** Lists have their height before their code arrives, so that nothing below them moves. */
function reserveBoxes(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'sotto-recommendations:not(:defined){display:block;min-block-size:var(--sotto-height,24rem)}',
  );
  document.adoptedStyleSheets.push(sheet);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !('sotto' in window)) install(script);
