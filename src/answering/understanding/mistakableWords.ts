import { createLexicon, mayBeMisspelt } from './lexicon.js';
import { placePhrases, type Gazetteer } from './placePhrases.js';
import { fold, withoutTilde } from './tokens.js';
import { createTypoIndex } from './typos.js';

const CLITICS = [
  'me',
  'te',
  'se',
  'nos',
  'le',
  'les',
  'lo',
  'la',
  'los',
  'las',
  'selo',
  'sela',
  'melo',
  'mela',
];

/**
 * Which words of a Spanish word list must be known so that none of them is taken for a misspelt crop or place, and so
 * that places named like a thing (La Mesa) are known to be: the rest of the list need not be shipped. Infinitives are
 * taken with their pronouns too ("llevarlo").
 */
export function mistakableWords(gazetteer: Gazetteer, wordList: Iterable<string>): string[] {
  const spanish = new Set<string>();
  for (const written of wordList) {
    const word = fold(written);
    if (!/^[a-zñ]+$/.test(word)) continue;
    spanish.add(word);
    if (/[aei]r$/.test(word)) for (const clitic of CLITICS) spanish.add(word + clitic);
  }
  const { phrases } = createLexicon(gazetteer, spanish);
  const targets = new Set<string>();
  for (const { words, meaning } of phrases.phrases) {
    if (mayBeMisspelt(meaning)) for (const word of words) targets.add(word).add(withoutTilde(word));
  }
  const ofPlaces = new Set<string>();
  for (const key of placePhrases(gazetteer, () => false).keys()) {
    for (const word of key.split(' ')) ofPlaces.add(word);
  }
  const index = createTypoIndex(targets);
  return [...spanish]
    .filter((word) => ofPlaces.has(word) || (!phrases.words.has(word) && index.near(word).length > 0))
    .sort();
}
