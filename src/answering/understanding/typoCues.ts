import { words, ARTICLES, WEATHER, PRODUCES, isCropSlot, prepositionBefore, isAlone } from './cueWords.js';
import type { Token } from './tokens.js';

const TYPO_CUES = words('en de por del desde');

/**
 * A misspelt department is also believed behind a verb of producing ("café produjo antioqia"): there are few of them,
 * and else the total of the country would be the answer. A misspelt town there is only asked for.
 */
export function isSubjectOfProducing(tokens: readonly Token[], from: number): boolean {
  const before = tokens[from - 1]?.folded ?? '';
  const subject = ARTICLES.has(before) ? tokens[from - 2]?.folded : before;
  return PRODUCES.test(subject ?? '');
}

/**
 * A misspelt department is believed beside a crop and alone too: "papa boyasa 2020", "antioqia cacao", "¿y antioqia?".
 * `isCrop` tells whether a crop's name is at (or, for the word before, ends at) the token.
 */
export function standsWithCrop(
  tokens: readonly Token[],
  from: number,
  isCrop: (index: number) => boolean,
): boolean {
  if (from > 0 && isCrop(from - 1)) return true;
  return (from === 0 && isCrop(1)) || isAlone(tokens, { from, to: from + 1 });
}

/** "café pitaltto 2020": a misspelt town behind the crop, at the end or before a year, may be meant: ask. */
export function endsBehindCrop(
  tokens: readonly Token[],
  from: number,
  isCrop: (index: number) => boolean,
): boolean {
  const next = tokens[from + 1];
  return from > 0 && isCrop(from - 1) && (next === undefined || /^(19|20)\d\d$/.test(next.folded));
}

/** A misspelt town is only believed after en, de or por, with or without an article, and after "clima". */
export function hasTypoCue(tokens: readonly Token[], from: number): boolean {
  if (WEATHER.has(tokens[from - 1]?.folded ?? '')) return true;
  const preposition = prepositionBefore(tokens, from);
  return preposition !== undefined && TYPO_CUES.has(preposition.folded) && !isCropSlot(tokens, preposition);
}
