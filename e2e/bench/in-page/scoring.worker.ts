import { DEFAULT_WEIGHTS, Ranker, type Interaction } from '@sotto/ranking';
import { syntheticCatalog } from './synthetic-catalog.ts';

const RUNS = 25;
const HISTORY = 20;
const NOW = 1_763_900_000_000;

/** Answers the milliseconds of each of {@link RUNS} rankings, and of reading every score once. */
addEventListener('message', ({ data: size }: MessageEvent<number>) => {
  const catalog = syntheticCatalog(size);
  const ranker = new Ranker(catalog, { weights: DEFAULT_WEIGHTS });
  const history: Interaction[] = Array.from({ length: HISTORY }, (_, index) => ({
    item: (index * 7919) % size,
    kind: 'view',
    at: NOW - (HISTORY - index) * 60_000,
  }));
  const rank = (): unknown =>
    ranker.rank({
      strategy: 'for-you',
      limit: 12,
      now: NOW,
      history,
      page: { kind: 'home', basket: [] },
    });
  postMessage({ ranking: times(rank), floor: times(() => oneMultiplyAdd(catalog.items.price)) });
});

function times(work: () => unknown): number[] {
  for (let warm = 0; warm < 5; warm++) work();
  return Array.from({ length: RUNS }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
}

/** The least that any scoring of every product does: one multiplication and addition each. */
function oneMultiplyAdd(column: Uint32Array): Float32Array {
  const out = new Float32Array(column.length);
  for (let index = 0; index < column.length; index++) out[index] = 0.5 * (column[index] ?? 0) + 1;
  return out;
}
