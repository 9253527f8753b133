/** Joins the steps of a path in the staging; no name holds it. */
export const STEP_SEPARATOR = '\u001f';

const MAX_STEPS = 8;
const MAX_STEP_LENGTH = 120;

function split(text: string): string[] {
  const [first = ''] = text.split(' || ');
  if (/>|»|›|→|\u203a/.test(first)) return first.split(/\s*(?:>+|»|›|→)\s*/);
  if (first.includes('|')) return first.split('|');
  if (/\s\/\s/.test(first)) return first.split(/\s\/\s/);
  return first.startsWith('/') || first.split('/').length > 2 ? first.split('/') : [first];
}

/** A name as it compares: lower case, letters and digits only. */
export function nameKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Whether a step of the path is the product itself rather than a category: it is the product's name, or
 * the name with something behind it, or the beginning of the name cut off with an ellipsis.
 */
function isProduct(step: string, title: string): boolean {
  const cut = /\s*(?:\.{3}|…)$/.exec(step);
  const key = nameKey(cut === null ? step : step.slice(0, cut.index));
  const name = nameKey(title);
  if (key === '' || name === '') return false;
  if (key === name || key.startsWith(`${name} `)) return true;
  return cut !== null && (name.startsWith(key) || key.startsWith(name));
}

/** `Acme Shorts` below `Shorts`: the category again with the product's maker before it. */
function isMakersShelf(step: string, parent: string, title: string): boolean {
  const key = nameKey(step);
  const above = nameKey(parent);
  if (above === '' || !key.endsWith(` ${above}`)) return false;
  return nameKey(title).startsWith(`${key.slice(0, -above.length).trim()} `);
}

/** A category path without what is no category. */
export interface CategorySteps {
  readonly steps: readonly string[];
  /** Whether a step was the product itself or its maker's shelf. */
  readonly isCut: boolean;
}

/**
 * Splits a category path (`a > b`, `a >> b`, `a|b`, `a / b`; of several paths, joined by ` || `, the
 * first) and takes out the steps that are the product itself or its maker's shelf. Numbers of a taxonomy
 * are no names. At most 8 steps.
 */
export function categorySteps(text: string, title: string): CategorySteps {
  const bare = text.replace(/^\s*\[\s*"?/, '').replace(/"?\s*\]\s*$/, '');
  const steps: string[] = [];
  let isCut = false;
  for (const raw of split(bare)) {
    const step = raw.trim().slice(0, MAX_STEP_LENGTH);
    const parent = steps.at(-1) ?? '';
    if (step === '' || step === parent || /^\d+$/.test(step)) continue;
    if (isProduct(step, title) || isMakersShelf(step, parent, title)) isCut = true;
    else steps.push(step);
  }
  return { steps: steps.slice(0, MAX_STEPS), isCut };
}

/**
 * From how many products on a step is a category. Small shops keep all; in large ones a step that a
 * handful of products share is a name or a typing error: one in two thousand, 2 to 10.
 */
export function fewestProducts(products: number): number {
  return products < 500 ? 1 : Math.min(10, Math.max(2, Math.round(products / 2000)));
}
