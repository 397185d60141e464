import MiniSearch from 'minisearch';
import { fold, foldedWords } from '../spanish/fold.js';
import type { Ranked } from './byMeaning.js';
import { waysToAsk, type Entry } from './entry.js';

/** A word counts as met in a longer or misspelt one from this length on. */
const FUZZY_FROM_LETTERS = 5;
const FUZZINESS = 0.2;
/** Longer ones are no words, and each letter allowed to differ multiplies the search. */
const FUZZY_TO_LETTERS = 15;
/** Of a long message: the search runs where jobs are renewed. */
const WORDS_AT_MOST = 40;

/**
 * Ranks the entries that share words with a text by BM25+ over their ways to ask; the others are left out. A score is that
 * of a word of the text on average: long and short texts compare.
 */
export function createRankByWords(entries: readonly Entry[]) {
  const index = new MiniSearch<{ id: number; ways: string }>({ fields: ['ways'], processTerm: fold });
  index.addAll(entries.map((entry, id) => ({ id, ways: waysToAsk(entry).join('\n') })));

  return (text: string): Ranked[] => {
    const words = lastWords(text);
    return index
      .search(words.join(' '), {
        fuzzy: ({ length }) => length >= FUZZY_FROM_LETTERS && length <= FUZZY_TO_LETTERS && FUZZINESS,
      })
      .map(({ id, score }) => ({ entry: entries[id as number]!, score: score / words.length }));
  };
}

/** Each once; of a long message the last ones, where the wish often stands. */
function lastWords(text: string): string[] {
  return [...new Set(foldedWords(text))].slice(-WORDS_AT_MOST);
}
