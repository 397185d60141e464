import { SHORT_ANSWER_MAX_CHARACTERS } from '../../shared/contract/limits.js';

/**
 * The first of the candidates that fits into 160 characters, longest wording first. The last one should always fit;
 * where a name makes even that too long it is cut at a word.
 */
export function fitShort(...candidates: readonly [string, ...string[]]): string {
  const fitting = candidates.find((text) => text.length <= SHORT_ANSWER_MAX_CHARACTERS);
  if (fitting !== undefined) return fitting;
  const last = candidates.at(-1) ?? '';
  const cut = last.slice(0, SHORT_ANSWER_MAX_CHARACTERS - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > 0 ? cut.slice(0, space) : cut).replace(/[,;:.]$/, '')}…`;
}

/** What must be read before the answer, where there is room for it: the answer itself names its year. */
export function shortAfter(note: string | null, short: string): string {
  return note === null ? short : fitShort(`${note} ${short}`, short);
}

/**
 * A list that fits: as many rows as go in, with what their tonnes are of where there is room for it.
 *
 * @param most how many rows there are to show
 */
export function fitShortList(most: number, write: (rows: number, withUnits: boolean) => string): string {
  const [first = '', ...others] = Array.from({ length: most }, (_, less) => most - less).flatMap((rows) => [
    write(rows, true),
    write(rows, false),
  ]);
  return fitShort(first, ...others);
}
