import type { Reason, Recommendation } from '@sotto/protocol';
import { percentText } from './number-text.ts';
import type { Texts } from '../texts/texts.ts';

/** Longest product title inside a reason, in characters. */
const MAX_TITLE = 40;

/** A reason as a sentence. */
export function reasonText(reason: Reason, texts: Texts): string {
  const { channel, because } = reason;
  if (because === undefined || channel === 'seen') return texts.reasons[channel];
  const title = shortened(because.title);
  if (channel === 'neighbours') return texts.boughtWith(title);
  return channel === 'terms' ? texts.likeThis(title) : texts.becauseOf(title);
}

/** The strongest reason of a product. */
export function mainReason(
  { reasons, price, listPrice }: Recommendation,
  { texts, locale }: { readonly texts: Texts; readonly locale: string },
): string {
  const [first] = reasons;
  if (first === undefined) return '';
  // A discount says more than "near your prices".
  if (first.channel === 'price' && listPrice !== undefined && price !== undefined) {
    return `−${percentText(1 - price / listPrice, locale)}`;
  }
  return reasonText(first, texts);
}

function shortened(title: string): string {
  const characters = Array.from(title);
  return characters.length <= MAX_TITLE
    ? title
    : `${characters
        .slice(0, MAX_TITLE - 1)
        .join('')
        .trimEnd()}…`;
}
