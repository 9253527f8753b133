/** Moves the focus among the links of a list: arrows along the writing direction, Home, End. */
export function moveFocus(event: KeyboardEvent, host: HTMLElement, root: ShadowRoot): void {
  const links = [...root.querySelectorAll<HTMLElement>('li a')];
  const at = links.findIndex((link) => link === root.activeElement);
  if (at < 0) return;
  const [forward, backward] = isRightToLeft(host)
    ? ['ArrowLeft', 'ArrowRight']
    : ['ArrowRight', 'ArrowLeft'];
  const to: Partial<Record<string, number>> = {
    [forward]: at + 1,
    [backward]: at - 1,
    Home: 0,
    End: links.length - 1,
  };
  const target = links[to[event.key] ?? -1];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
  target.closest('li')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Whether text runs from right to left where `element` stands. */
export const isRightToLeft = (element: Element): boolean =>
  getComputedStyle(element).direction === 'rtl';
