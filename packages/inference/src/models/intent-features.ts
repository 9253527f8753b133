/** Something that happened in the visit. Prices in any unit; absent where unknown. */
export type VisitEvent =
  | { readonly kind: 'view'; readonly at: number; readonly price?: number }
  | { readonly kind: 'cart'; readonly at: number; readonly price?: number }
  | { readonly kind: 'uncart' | 'basket' | 'purchase'; readonly at: number }
  /** A page of the checkout; `page` is its number from 1. Default: the one after the last. */
  | { readonly kind: 'checkout'; readonly at: number; readonly page?: number };

/** A visit so far, and what the device knows of the shopper. */
export interface Visit {
  /** When it began: milliseconds since 1970. */
  readonly startedAt: number;
  /** Hour of the day in which it began, 0 to 23, local. */
  readonly hour: number;
  /** Oldest first; `at` is milliseconds since 1970. */
  readonly events: readonly VisitEvent[];
  /** Orders before this visit. */
  readonly purchases: number;
  /** Days since the last of them; absent where there is none. */
  readonly daysSincePurchase?: number;
  /** Median price of the shop, in the unit of the prices. Above 0. */
  readonly medianPrice: number;
}

/** Last page of the checkout that is told apart, as a stage: 0 basket changes, 1 basket page, 5 bought. */
const LAST_CHECKOUT_STAGE = 4;
const FIRST_CHECKOUT_STAGE = 2;
const BOUGHT = 5;

/** Of the median price: keeps the logarithm of a free product finite. */
const PRICE_FLOOR = 0.05;

/** Prices of opened or added products. */
class Prices {
  count = 0;
  known = 0;
  sum = 0;
  lowest = Infinity;
  highest = -Infinity;

  add(price: number | undefined): void {
    this.count++;
    if (price === undefined) return;
    this.known++;
    this.sum += price;
    this.lowest = Math.min(this.lowest, price);
    this.highest = Math.max(this.highest, price);
  }
}

/** The visit after one of its steps. */
interface Step {
  readonly seconds: number;
  readonly views: number;
  readonly adds: number;
  readonly stage: number;
}

const ln1 = Math.log1p;

/**
 * The input of the intent model after the last step of a visit, as `models/intent/README.md` lists it. A step is a
 * change of the basket, its page, a page of the checkout, or the purchase; `undefined` before the first.
 */
export function intentFeatures(visit: Visit): Float32Array | undefined {
  const seen = new Prices();
  const added = new Prices();
  const steps: Step[] = [];
  for (const event of visit.events) {
    if (event.kind === 'view') seen.add(event.price);
    else {
      if (event.kind === 'cart') added.add(event.price);
      steps.push({
        seconds: (event.at - visit.startedAt) / 1000,
        views: seen.count,
        adds: added.count,
        stage: stageOf(event, steps.at(-1)?.stage ?? 0),
      });
    }
  }
  const now = steps.at(-1);
  if (now === undefined) return undefined;
  return Float32Array.from([
    ...amounts(now, steps.length),
    ...changes(now, steps),
    ...checkout(steps),
    ...prices(seen, added, visit.medianPrice),
    ...shopper(visit),
  ]);
}

function stageOf(event: Exclude<VisitEvent, { kind: 'view' }>, before: number): number {
  switch (event.kind) {
    case 'cart':
    case 'uncart':
      return 0;
    case 'basket':
      return 1;
    case 'purchase':
      return BOUGHT;
    case 'checkout': {
      const next = before < FIRST_CHECKOUT_STAGE ? FIRST_CHECKOUT_STAGE : before + 1;
      return Math.min(event.page === undefined ? next : event.page + 1, LAST_CHECKOUT_STAGE);
    }
  }
}

const amounts = ({ seconds, views, adds }: Step, number: number): number[] => [
  ln1(seconds),
  ln1(number),
  ln1(views),
  ln1(adds),
  ln1(seconds / (views + 1)),
  Math.log((adds + 1) / (views + 1)),
];

const NOTHING: Step = { seconds: 0, views: 0, adds: 0, stage: 0 };

function changes(now: Step, steps: readonly Step[]): number[] {
  const before = steps.at(-2) ?? NOTHING;
  const lastAdd = steps.findLastIndex(({ adds }, at) => adds > (steps[at - 1] ?? NOTHING).adds);
  const { seconds } = steps[lastAdd] ?? NOTHING;
  return [
    Number(steps.length === 1),
    ln1(now.seconds - before.seconds),
    ln1(now.views - before.views),
    ln1(now.adds - before.adds),
    ln1(now.seconds - seconds),
    ln1(steps.length - (lastAdd + 1)),
  ];
}

const isCheckout = (stage: number | undefined): boolean => (stage ?? 0) >= FIRST_CHECKOUT_STAGE;

function checkout(steps: readonly Step[]): number[] {
  const stages = steps.map(({ stage }) => stage);
  const exits = stages.filter((stage, at) => !isCheckout(stage) && isCheckout(stages[at - 1]));
  return [
    (stages.at(-1) ?? 0) / BOUGHT,
    (stages.at(-2) ?? 0) / BOUGHT,
    Math.max(...stages) / BOUGHT,
    ln1(stages.filter((stage) => stage === 1).length),
    ln1(stages.filter(isCheckout).length),
    ln1(exits.length),
  ];
}

function prices(seen: Prices, added: Prices, medianPrice: number): number[] {
  const level = (price: number): number => Math.log(price / medianPrice + PRICE_FLOOR);
  const mean = ({ sum, known }: Prices): number => level(sum / known);
  const spread = ({ lowest, highest, known }: Prices): number =>
    known === 0 ? 0 : level(highest) - level(lowest);
  return [
    Number(seen.known === 0),
    seen.known === 0 ? 0 : mean(seen),
    spread(seen),
    Number(added.known === 0),
    seen.known === 0 || added.known === 0 ? 0 : mean(added) - mean(seen),
    spread(added),
    added.known === 0 ? 0 : ln1(added.sum / medianPrice),
  ];
}

function shopper({ hour, purchases, daysSincePurchase }: Visit): number[] {
  const angle = (2 * Math.PI * hour) / 24;
  const known = daysSincePurchase !== undefined;
  return [
    Number(known),
    known ? ln1(purchases) : 0,
    known ? ln1(daysSincePurchase) : 0,
    Math.sin(angle),
    Math.cos(angle),
  ];
}
