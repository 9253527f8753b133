/**
 * The products with the highest scores, best first; of equals the lower number first. A score of
 * `-Infinity` or `NaN` is never taken.
 *
 * @param k most products wanted; at least 0.
 * @param accept leaves a product out where it answers `false`. Default all are accepted. It is asked
 * only about products that would enter the list.
 */
export function topK(
  scores: Float32Array,
  k: number,
  accept: (item: number) => boolean = () => true,
): number[] {
  if (k <= 0) return [];
  // A binary heap with the worst kept product at its root.
  const heap: number[] = [];
  let threshold = -Infinity;
  for (let item = 0; item < scores.length; item++) {
    // Later items lose ties, so only a strictly better score can enter a full heap.
    if (!((scores[item] ?? 0) > threshold) || !accept(item)) continue;
    if (heap.length < k) siftUp(heap, scores, item);
    else replaceRoot(heap, scores, item);
    if (heap.length === k) threshold = scores[heap[0] ?? 0] ?? 0;
  }
  return heap.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

/** Whether `a` ranks behind `b`. */
const worse = (scores: Float32Array, a: number, b: number): boolean => {
  const difference = (scores[a] ?? 0) - (scores[b] ?? 0);
  return difference < 0 || (difference === 0 && a > b);
};

function siftUp(heap: number[], scores: Float32Array, item: number): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] ?? 0;
    if (!worse(scores, item, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = item;
}

function replaceRoot(heap: number[], scores: Float32Array, item: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    const right = child + 1;
    if (right < heap.length && worse(scores, heap[right] ?? 0, heap[child] ?? 0)) child = right;
    const below = heap[child] ?? 0;
    if (!worse(scores, below, item)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = item;
}
