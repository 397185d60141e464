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
const OBJECTS = ['lo', 'la', 'los', 'las'];

/**
 * Which words of a Spanish word list must be known so that none of them is taken for a misspelt crop or place, and so
 * that places named like a thing (La Mesa) are known to be: the rest of the list need not be shipped. Forms that word
 * lists leave out but people use are made of its words.
 */
export function mistakableWords(gazetteer: Gazetteer, wordList: Iterable<string>): string[] {
  const listed = new Set<string>();
  const made = new Set<string>();
  for (const written of wordList) {
    const word = fold(written);
    if (!/^[a-zñ]+$/.test(word)) continue;
    listed.add(word);
    for (const form of spokenForms(word)) made.add(form);
  }
  const { phrases } = createLexicon(gazetteer, listed);
  const targets = new Set<string>();
  for (const { words, meaning } of phrases.phrases) {
    if (mayBeMisspelt(meaning)) for (const word of words) targets.add(word).add(withoutTilde(word));
  }
  const ofPlaces = new Set<string>();
  for (const key of placePhrases(gazetteer, () => false).keys()) {
    for (const word of key.split(' ')) ofPlaces.add(word);
  }
  const index = createTypoIndex(targets);
  const isNear = (word: string) => !phrases.words.has(word) && index.near(word).length > 0;
  const kept = new Set([...listed].filter((word) => ofPlaces.has(word) || isNear(word)));
  // Made forms only keep typing errors apart: Orito is the town, not a little gold.
  for (const word of made) if (isNear(word)) kept.add(word);
  return [...kept].sort();
}

/** "llevarlo", "ponela", "pódelos", "parcelita", "morao". */
function spokenForms(word: string): string[] {
  const verb = /^(.+)([aei])r$/.exec(word);
  if (verb) {
    const [, stem = '', vowel = ''] = verb;
    const orders = [stem + vowel, vowel === 'a' ? `${soft(stem)}e` : `${stem}a`];
    return [
      ...CLITICS.map((clitic) => word + clitic),
      ...orders.flatMap((order) => OBJECTS.map((clitic) => order + clitic)),
    ];
  }
  if (/ado$/.test(word)) return [word.slice(0, -2) + 'o', `${word.slice(0, -2)}os`, ...smallForms(word)];
  return smallForms(word);
}

function smallForms(word: string): string[] {
  if (!/[ao]$/.test(word)) return [];
  const stem = word.slice(0, -1);
  const endings = stem.endsWith('t') ? ['ito', 'ita', 'ico', 'ica'] : ['ito', 'ita'];
  return endings.flatMap((ending) => [soft(stem) + ending, `${soft(stem) + ending}s`]);
}

/** As the stem is written before e and i: "riega", "riegue"; "boca", "boquita". */
function soft(stem: string): string {
  return stem.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c');
}
