import { cropPhrases, type CropSense } from './cropWords.js';
import { EVERYDAY_WORDS } from './everydayWords.js';
import { LATE, NOT_CROPS } from './notCrops.js';
import { createPhraseBook, type PhraseBook } from './phrases.js';
import { placePhrases, type Gazetteer, type PlaceSense } from './placePhrases.js';
import { SPANISH_WORDS } from './spanishWords.js';
import { foldedWords, withoutTilde } from './tokens.js';
import { createTypoIndex, ONE_EDIT_FROM_LETTERS } from './typos.js';

/** What a phrase may mean: a crop, a place, both, or (in `nothing`) neither, although a crop's word is in it. */
export interface Meaning {
  crop?: CropSense;
  place?: PlaceSense;
  nothing?: true;
  /** "en mora": neither, or the crop that the second word names. */
  lateOrMora?: true;
  /** Of a diminutive: known only as it is written. */
  isSmall?: true;
}

export interface NearMeaning {
  meaning: Meaning;
  edits: number;
}

/** All the words that name crops and places, made once from the gazetteer. */
export interface Lexicon {
  phrases: PhraseBook<Meaning>;
  /** A Spanish word, or a word of any name: never corrected into another. */
  isKnown(word: string): boolean;
  /** One-word names within typing distance of an unknown word. */
  near(word: string): NearMeaning[];
}

export function createLexicon(gazetteer: Gazetteer, spanish: ReadonlySet<string> = shippedWords()): Lexicon {
  const meanings = new Map<string, Meaning>();
  const at = (key: string): Meaning => {
    let meaning = meanings.get(key);
    if (!meaning) {
      meaning = {};
      meanings.set(key, meaning);
    }
    return meaning;
  };
  for (const name of NOT_CROPS) at(foldedWords(name).join(' ')).nothing = true;
  at(LATE).lateOrMora = true;
  for (const { words, sense, isSmall } of cropPhrases(gazetteer.crops)) {
    const meaning = at(words.join(' '));
    if (isSmall && !meaning.crop) meaning.isSmall = true;
    meaning.crop ??= sense;
  }
  for (const [key, sense] of placePhrases(gazetteer, (word) => spanish.has(word))) at(key).place = sense;

  const phrases = createPhraseBook(
    [...meanings].map(([key, meaning]) => ({ words: key.split(' '), meaning })),
  );
  const correctable = [...meanings.keys()].filter((key) => {
    const meaning = meanings.get(key);
    return !key.includes(' ') && meaning !== undefined && mayBeMisspelt(meaning) && !isShortPlural(key);
  });
  const typos = createTypoIndex(correctable);
  /** "soyas" is as short a word as soya: "toyas" need not be meant for it. */
  function isShortPlural(key: string): boolean {
    const singular = key.replace(/e?s$/, '');
    return singular !== key && singular.length < ONE_EDIT_FROM_LETTERS && meanings.has(singular);
  }

  return {
    phrases,
    isKnown: (word) => spanish.has(word) || phrases.words.has(word) || phrases.words.has(withoutTilde(word)),
    near: (typed) =>
      typos.near(typed).flatMap(({ word, edits }) => {
        const meaning = meanings.get(word);
        return meaning ? [{ meaning, edits }] : [];
      }),
  };
}

/** Nobody's typing error is believed to be a word that is hardly a place even when written right. */
export function mayBeMisspelt(meaning: Meaning): boolean {
  if (meaning.nothing || meaning.lateOrMora || meaning.isSmall) return false;
  if (meaning.crop) return true;
  const place = meaning.place;
  if (!place || place.nothing || place.other) return false;
  return (
    place.country !== undefined ||
    place.group !== undefined ||
    place.department !== undefined ||
    place.readiness === 'town' ||
    place.readiness === 'proper'
  );
}

function shippedWords(): Set<string> {
  return new Set([...SPANISH_WORDS.split(/\s+/), ...EVERYDAY_WORDS]);
}
