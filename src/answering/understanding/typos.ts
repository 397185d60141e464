import { distance } from 'fastest-levenshtein';

/** Shorter names are never corrected: too many words are near them. */
export const ONE_EDIT_FROM_LETTERS = 5;
const TWO_EDITS_FROM_LETTERS = 8;

/** How many edits two words may be apart, by the shorter of them. */
function allowedEdits(a: string, b: string): number {
  const letters = Math.min(a.length, b.length);
  if (letters < ONE_EDIT_FROM_LETTERS) return 0;
  return letters < TWO_EDITS_FROM_LETTERS ? 1 : 2;
}

/**
 * How many edits apart, where that may be a typing error; else undefined. Two errors are only believed where the
 * first sounds are right: a "cucarrón" is a beetle, no misspelt "cimarrón".
 */
export function typoDistance(typed: string, meant: string): number | undefined {
  const allowed = allowedEdits(typed, meant);
  if (allowed === 0 || Math.abs(typed.length - meant.length) > allowed) return undefined;
  const edits = distance(typed, meant);
  if (edits === 0 || edits > allowed) return undefined;
  return edits === 2 && firstSounds(typed) !== firstSounds(meant) ? undefined : edits;
}

/** The first two letters, those that sound alike as one. */
function firstSounds(word: string): string {
  return word
    .slice(0, 3)
    .replace(/^h/, '')
    .replace(/v/g, 'b')
    .replace(/[zs]|c(?=[ei])/g, 's')
    .replace(/qu?|k/g, 'c')
    .replace(/ll/g, 'y')
    .slice(0, 2);
}

/** Finds which of many words one may have meant; words that begin alike are tried, and errors in the first letter. */
export interface TypoIndex {
  near(typed: string): { word: string; edits: number }[];
}

export function createTypoIndex(words: Iterable<string>): TypoIndex {
  const byStartAndLength = new Map<string, string[]>();
  const byEnding = new Map<string, string[]>();
  const all = new Set(words);
  for (const word of all) {
    push(byStartAndLength, `${word[0]}${word.length}`, word);
    push(byEnding, word.slice(1), word);
  }
  return {
    near(typed) {
      if (typed.length < ONE_EDIT_FROM_LETTERS) return [];
      const candidates: string[] = [];
      for (let length = typed.length - 2; length <= typed.length + 2; length++) {
        candidates.push(...(byStartAndLength.get(`${typed[0]}${length}`) ?? []));
      }
      // Another first letter, one too few, one too many.
      const ending = typed.slice(1);
      candidates.push(...(byEnding.get(ending) ?? []), ...(byEnding.get(typed) ?? []));
      if (all.has(ending)) candidates.push(ending);
      const found: { word: string; edits: number }[] = [];
      for (const word of new Set(candidates)) {
        const edits = typoDistance(typed, word);
        if (edits !== undefined) found.push({ word, edits });
      }
      return found;
    },
  };
}

function push(map: Map<string, string[]>, key: string, word: string) {
  const list = map.get(key);
  if (list) list.push(word);
  else map.set(key, [word]);
}
