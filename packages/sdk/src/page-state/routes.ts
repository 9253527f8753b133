/**
 * Calls back after the document shows another URL without loading: Navigation API where there is
 * one, else wrapped `history` methods and `popstate`. A change of the hash alone is no new page.
 *
 * @returns ends it; wrapped methods are given back unless someone has wrapped them since
 */
export function watchRoutes(onRoute: () => void): () => void {
  let last = pageUrl();
  const check = (): void => {
    if (pageUrl() === last) return;
    last = pageUrl();
    onRoute();
  };
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation !== undefined) {
    navigation.addEventListener('currententrychange', check);
    return () => navigation.removeEventListener('currententrychange', check);
  }
  const restore = [wrapHistory('pushState', check), wrapHistory('replaceState', check)];
  addEventListener('popstate', check);
  return () => {
    removeEventListener('popstate', check);
    for (const undo of restore) undo();
  };
}

const pageUrl = (): string => location.pathname + location.search;

function wrapHistory(name: 'pushState' | 'replaceState', after: () => void): () => void {
  const own = Object.getOwnPropertyDescriptor(history, name);
  // oxlint-disable-next-line typescript/unbound-method -- called with the caller's own `this`
  const original = history[name];
  let stopped = false;
  const wrapped: History['pushState'] = function (this: History, ...args) {
    original.apply(this, args);
    if (!stopped) after();
  };
  history[name] = wrapped;
  return () => {
    stopped = true;
    if (history[name] !== wrapped) return;
    if (own === undefined) Reflect.deleteProperty(history, name);
    else Object.defineProperty(history, name, own);
  };
}
