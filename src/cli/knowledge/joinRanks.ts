import type { Entry } from '../../answering/knowledge/entry.js';
import type { Ranked } from '../../answering/knowledge/byMeaning.js';

/** Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): how little a first place is worth over a second. */
const RANK_CONSTANT = 60;

/** Joins rankings by the sum of 1 / (60 + rank): the usual way, which the product's own join is measured against. */
export function joinRanks(...rankings: readonly (readonly Ranked[])[]): Entry[] {
  const sums = new Map<Entry, number>();
  for (const ranking of rankings) {
    for (const [rank, { entry }] of ranking.entries()) {
      sums.set(entry, (sums.get(entry) ?? 0) + 1 / (RANK_CONSTANT + rank + 1));
    }
  }
  return [...sums].sort(([, one], [, other]) => other - one).map(([entry]) => entry);
}
