import type { Ranked } from './byMeaning.js';
import type { Entry } from './entry.js';

/** Against a share of the best score by words; between 1 and 2 the entries found first were the same. */
const MEANING_WEIGHT = 1.5;

/**
 * Joins both rankings: the score by words as a share of the best one's, plus the weighted cosine. Scores tell how far
 * ahead an entry is, which ranks do not; see decision 5 for what was compared.
 */
export function joinScores(byMeaning: readonly Ranked[], byWords: readonly Ranked[]): Ranked[] {
  const best = byWords[0]?.score ?? 1;
  const words = new Map<Entry, number>(byWords.map(({ entry, score }) => [entry, score / best]));
  return byMeaning
    .map(({ entry, score }) => ({ entry, score: MEANING_WEIGHT * score + (words.get(entry) ?? 0) }))
    .sort((one, other) => other.score - one.score);
}
