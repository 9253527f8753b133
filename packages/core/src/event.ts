/** The shop's own id of a product, as in its feed and its pages. 1 to 200 characters. */
export type ItemId = string;

/** Where an event was seen. The same event from two sources counts once. */
export type EventSource = 'datalayer' | 'markup' | 'attribute' | 'api' | 'page';

/** What a shopper did with one product. */
export type ItemEventKind =
  | 'impression'
  | 'click'
  | 'view'
  | 'wishlist'
  | 'cart'
  | 'uncart'
  | 'checkout'
  | 'purchase'
  | 'refund';

interface EventBase {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: EventSource;
}

/** A product was seen in a list, opened, put into the basket, bought, … */
export interface ItemEvent extends EventBase {
  readonly kind: ItemEventKind;
  readonly item: ItemId;
  /** Pieces, at least 1. Default 1. */
  readonly quantity?: number;
}

/** How long and how far a product page was looked at. */
export interface DwellEvent extends EventBase {
  readonly kind: 'dwell';
  readonly item: ItemId;
  /** Milliseconds for which the page was visible, at least 0. */
  readonly visibleMs: number;
  /** Share of the page that was scrolled past, 0 to 1. */
  readonly scrollDepth: number;
}

/** The shopper used the shop's search. */
export interface SearchEvent extends EventBase {
  readonly kind: 'search';
  readonly query: string;
}

/** The shopper opened a category. */
export interface CategoryEvent extends EventBase {
  readonly kind: 'category';
  /** Category path from the top, joined by ` > `. */
  readonly category: string;
}

/** Anything that the history keeps. Told apart by `kind`. */
export type ShopEvent = ItemEvent | DwellEvent | SearchEvent | CategoryEvent;

/** `kind` of any {@link ShopEvent}. */
export type EventKind = ShopEvent['kind'];

/** Every kind of event that names one product. */
export const ITEM_EVENT_KINDS: readonly ItemEventKind[] = [
  'impression',
  'click',
  'view',
  'wishlist',
  'cart',
  'uncart',
  'checkout',
  'purchase',
  'refund',
];

/** Whether an event names a product. */
export function hasItem(event: ShopEvent): event is ItemEvent | DwellEvent {
  return event.kind !== 'search' && event.kind !== 'category';
}

/** Longest id, query or category that is taken, in characters. */
export const MAX_TEXT_LENGTH = 200;

const SOURCES: readonly string[] = ['datalayer', 'markup', 'attribute', 'api', 'page'];

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT_LENGTH;

const isAmount = (value: unknown, max: number): value is number =>
  typeof value === 'number' && value >= 0 && value <= max;

/**
 * Whether a value of unknown origin is a well-formed event. Takes anything and throws nothing.
 */
export function isShopEvent(value: unknown): value is ShopEvent {
  if (typeof value !== 'object' || value === null) return false;
  const event = value as Record<string, unknown>;
  if (!isAmount(event['at'], 8.64e15) || !SOURCES.includes(event['source'] as string)) return false;
  switch (event['kind']) {
    case 'search':
      return isText(event['query']);
    case 'category':
      return isText(event['category']);
    case 'dwell':
      return (
        isText(event['item']) &&
        isAmount(event['visibleMs'], 1e9) &&
        isAmount(event['scrollDepth'], 1)
      );
    default: {
      const { quantity } = event;
      return (
        (ITEM_EVENT_KINDS as readonly unknown[]).includes(event['kind']) &&
        isText(event['item']) &&
        (quantity === undefined || (Number.isInteger(quantity) && isAmount(quantity, 1e6)))
      );
    }
  }
}
