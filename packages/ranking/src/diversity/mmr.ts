/** A product with the score it came with. */
export interface Scored {
  readonly item: number;
  readonly score: number;
}

/**
 * Maximal marginal relevance: picks one product after the other, each time the one with the highest
 * λ · relevance − (1 − λ) · (similarity to the most alike one already picked).
 *
 * Relevance is the score as a share of the best candidate's.
 * Source: Carbonell, Goldstein, "The use of MMR, diversity-based reranking" (SIGIR 1998).
 *
 * @param candidates best first, scores above 0
 * @param limit most products picked
 * @param lambda 0 to 1; 1 keeps the order of the scores
 * @param similarity 0 to 1, symmetric
 */
export function diversify(
  candidates: readonly Scored[],
  limit: number,
  lambda: number,
  similarity: (a: number, b: number) => number,
): Scored[] {
  const best = candidates[0]?.score ?? 0;
  const rest = candidates.map((candidate) => ({
    candidate,
    relevance: best > 0 ? candidate.score / best : 0,
    nearest: 0,
  }));
  const picked: Scored[] = [];
  while (picked.length < limit && rest.length > 0) {
    let bestAt = 0;
    let bestValue = -Infinity;
    rest.forEach(({ relevance, nearest }, at) => {
      const value = lambda * relevance - (1 - lambda) * nearest;
      if (value <= bestValue) return;
      bestValue = value;
      bestAt = at;
    });
    const [next] = rest.splice(bestAt, 1);
    if (next === undefined) break;
    picked.push(next.candidate);
    for (const each of rest) {
      each.nearest = Math.max(each.nearest, similarity(each.candidate.item, next.candidate.item));
    }
  }
  return picked;
}
