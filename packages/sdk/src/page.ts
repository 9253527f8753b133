import { asSottoError } from '@sotto/core';
import type { SottoClient } from './client.ts';
import { whenIdle } from './idle.ts';
import { releaseUrl } from './release-url.ts';
import { optionsFromDataset, readSettings } from './settings.ts';
import { SottoPage } from './sotto-page.ts';

/** What `window.sotto` is once the tag has run. */
export interface SottoOnPage extends SottoClient {
  /** Fetches the elements' bundle; done by itself where a `sotto-*` element is on the page. */
  loadElements(): Promise<void>;
}

/**
 * Starts Sotto for the tag and puts the client at `window.sotto`.
 *
 * @param dataset the tag's `data-` attributes
 * @param folder URL of the tag's own folder
 * @param takeWorker gives the worker that the tag has started, once
 * @returns `undefined` where the attributes are wrong; the console says how
 */
export function startFromTag(
  dataset: Readonly<Record<string, string | undefined>>,
  folder: string,
  takeWorker: () => Worker | undefined,
): SottoOnPage | undefined {
  try {
    const options = optionsFromDataset(dataset, folder);
    const client = new SottoPage(
      readSettings(options, document.baseURI),
      takeWorker,
    ) as SottoClient as SottoOnPage;
    const assets = new URL((options.assets ?? folder).replace(/\/?$/, '/'), document.baseURI).href;
    let elements: Promise<void> | undefined;
    client.loadElements = () => (elements ??= importFile(releaseUrl('sotto.elements.js', assets)));
    Object.assign(window, { sotto: client });
    watchForElements(client);
    return client;
  } catch (error) {
    takeWorker()?.terminate();
    console.error(asSottoError(error, 'config/invalid', 'page'));
    return undefined;
  }
}

async function importFile(url: string): Promise<void> {
  try {
    await import(/* @vite-ignore */ url);
  } catch (error) {
    console.error(error);
  }
}

function watchForElements(client: SottoOnPage): void {
  const look = (): void => {
    const found = anyElement();
    if (found === null) return;
    off();
    void client.loadElements();
  };
  const off = client.on('change', ({ cause }) => cause === 'page' && whenIdle(look));
  look();
  addEventListener('DOMContentLoaded', look, { once: true });
}

/** The first element whose name begins with `sotto-`. */
function anyElement(): Element | null {
  const name = '//*[starts-with(local-name(), "sotto-")]';
  return document.evaluate(name, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE)
    .singleNodeValue as Element | null;
}
