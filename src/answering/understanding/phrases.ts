import { joins, withoutTilde, type Token } from './tokens.js';

/** Folded phrases and what each may mean. */
export interface PhraseBook<Meaning> {
  /** Phrases that start at a token, longest first. */
  startingAt(tokens: readonly Token[], index: number): PhraseMatch<Meaning>[];
  /** Phrases of two and more words that start at a token and are as written but for the word at `other`; longest first. */
  withOtherWord(tokens: readonly Token[], index: number, other: number): NearPhrase<Meaning>[];
  /** Every word that occurs in any phrase. */
  readonly words: ReadonlySet<string>;
  readonly phrases: readonly { words: readonly string[]; meaning: Meaning }[];
}

export interface PhraseMatch<Meaning> {
  from: number;
  /** Index after the last token. */
  to: number;
  meaning: Meaning;
}

export interface NearPhrase<Meaning> extends PhraseMatch<Meaning> {
  /** The word that would stand where the other one does. */
  expected: string;
}

interface Entry<Meaning> {
  words: readonly string[];
  meaning: Meaning;
}

const WORDS_WITH_COMMA = 5;
export const LONGEST_NEAR_PHRASE = 5;

/** Every phrase is also found without its tildes; one with tildes is found only as written. */
export function createPhraseBook<Meaning>(
  phrases: readonly { words: readonly string[]; meaning: Meaning }[],
): PhraseBook<Meaning> {
  const byFirstWord = new Map<string, Entry<Meaning>[]>();
  const byGappedPhrase = new Map<string, { expected: string; entry: Entry<Meaning> }[]>();
  const words = new Set<string>();
  const seen = new Set<string>();

  const add = (entry: Entry<Meaning>) => {
    const first = entry.words[0];
    if (first === undefined) return;
    const key = entry.words.join(' ');
    if (seen.has(key)) return;
    seen.add(key);
    const list = byFirstWord.get(first);
    if (list) list.push(entry);
    else byFirstWord.set(first, [entry]);
    entry.words.forEach((word, gap) => {
      words.add(word);
      if (entry.words.length < 2 || entry.words.length > LONGEST_NEAR_PHRASE) return;
      const gapped = entry.words.map((other, place) => (place === gap ? '*' : other)).join(' ');
      const near = byGappedPhrase.get(gapped);
      if (near) near.push({ expected: word, entry });
      else byGappedPhrase.set(gapped, [{ expected: word, entry }]);
    });
  };
  for (const phrase of phrases) add(phrase);
  for (const phrase of phrases) add({ words: phrase.words.map(withoutTilde), meaning: phrase.meaning });
  for (const list of byFirstWord.values()) list.sort((a, b) => b.words.length - a.words.length);

  return {
    words,
    phrases,
    startingAt(tokens, index) {
      const first = tokens[index];
      const entries = first && byFirstWord.get(first.folded);
      if (!entries) return [];
      return entries
        .filter((entry) =>
          entry.words.every((word, offset) => standsAt(tokens, index, offset, word, entry.words.length)),
        )
        .map((entry) => ({ from: index, to: index + entry.words.length, meaning: entry.meaning }));
    },
    withOtherWord(tokens, index, other) {
      const found: NearPhrase<Meaning>[] = [];
      const gap = other - index;
      for (let length = LONGEST_NEAR_PHRASE; length >= Math.max(2, gap + 1); length--) {
        const window = joinedWindow(tokens, index, length);
        if (!window) continue;
        window[gap] = '*';
        for (const { expected, entry } of byGappedPhrase.get(window.join(' ')) ?? []) {
          found.push({ from: index, to: index + length, meaning: entry.meaning, expected });
        }
      }
      return found;
    },
  };
}

function standsAt(
  tokens: readonly Token[],
  index: number,
  offset: number,
  word: string,
  length: number,
): boolean {
  const token = tokens[index + offset];
  if (token?.folded !== word) return false;
  const previous = tokens[index + offset - 1];
  if (offset === 0) return true;
  // Only a long name may have a comma in it: "San Andrés, Providencia y Santa Catalina".
  return (
    previous !== undefined && (joins(token, previous) || (length >= WORDS_WITH_COMMA && token.gap === ', '))
  );
}

function joinedWindow(tokens: readonly Token[], index: number, length: number): string[] | undefined {
  const window: string[] = [];
  for (let offset = 0; offset < length; offset++) {
    const token = tokens[index + offset];
    const previous = tokens[index + offset - 1];
    if (!token || (offset > 0 && !(previous && joins(token, previous)))) return undefined;
    window.push(token.folded);
  }
  return window;
}
