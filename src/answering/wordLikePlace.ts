import type { Figures } from '../shared/eva/figures.js';
import { oncePerFigures } from './eva/oncePerFigures.js';
import type { Query } from './query.js';
import { foldedWords, tokenize } from './understanding/tokens.js';

/** Names of more words than this are hardly dropped: they are nothing but places. */
const WORDS_AT_MOST = 3;

const placeNames = oncePerFigures(
  (figures: Figures) =>
    new Set(
      [...figures.departments, ...figures.municipalities].map(({ name }) => foldedWords(name).join(' ')),
    ),
);

/**
 * Words of the question that name a place and were taken for none: "el banco", "honda". Null where a place counts that
 * was named, sent or remembered.
 */
export function wordLikePlace({ text, understood, placeFrom }: Query, figures: Figures): string | null {
  if (placeFrom !== 'none') return null;
  const free = tokenize(text).filter(
    ({ start, end }) => !understood.spans.some((span) => start < span.end && end > span.start),
  );
  const names = placeNames(figures);
  for (let count = WORDS_AT_MOST; count > 0; count--) {
    for (let index = 0; index + count <= free.length; index++) {
      const words = free.slice(index, index + count);
      const written = text.slice(words[0]?.start, words.at(-1)?.end);
      const folded = words.map((word) => word.folded).join(' ');
      if (names.has(folded) && foldedWords(written).length === count) return written;
    }
  }
  return null;
}
