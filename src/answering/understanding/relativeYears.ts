import { SERIES_CHANGE } from '../../shared/eva/figures.js';
import { smallNumber } from './smallNumbers.js';
import type { Token } from './tokens.js';
import type { RelativeYear } from './understood.js';

/** Years of the data, both ends included. */
export interface DataYears {
  first: number;
  newest: number;
}

interface RelativeSaid {
  from: number;
  to: number;
  relative: RelativeYear;
  years: number[];
}

/** Finds a year that is told from now, counted from the newest year of the data. */
export function relativeYear(tokens: readonly Token[], { newest }: DataYears): RelativeSaid | undefined {
  for (let index = 0; index < tokens.length; index++) {
    const word = (offset: number) => tokens[index + offset]?.folded;
    const said = (relative: RelativeYear, length: number, years: number[]): RelativeSaid => ({
      from: index,
      to: index + length,
      relative,
      years,
    });
    const first = word(0);
    if (isYearWord(first) && /^(pasado|anterior)$/.test(word(1) ?? '')) return said('last_year', 2, [newest]);
    if (isYearWord(first) && word(1) === 'antepasado') return said('years_ago', 2, [newest - 1]);
    if (/^(este|presente)$/.test(first ?? '') && isYearWord(word(1))) return said('this_year', 2, [newest]);
    if (first === 'hace') {
      const count = smallNumber(word(1));
      if (count !== undefined && isYearWord(word(2))) return said('years_ago', 3, [newest - count]);
      if (word(1) === 'una' && word(2) === 'decada') return said('years_ago', 3, [newest - 10]);
    }
    if (/^ultim[oa]s?$/.test(first ?? '')) {
      const count = smallNumber(word(1));
      if (count !== undefined && count > 1 && isYearWord(word(2)))
        return said('last_years', 3, [newest - count + 1, newest]);
      if (first === 'ultimos' && isYearWord(word(1)))
        // The newer series has no change of method in it.
        return said('last_years', 2, [SERIES_CHANGE.firstNew, newest]);
      if (first === 'ultima' && word(1) === 'decada') return said('last_years', 2, [newest - 9, newest]);
      if (isYearWord(word(1)) || /^(dato|cifra|datos|cifras|cosecha|reporte|registro)$/.test(word(1) ?? '')) {
        return said('newest', 2, [newest]);
      }
    }
    if (first === 'mas' && /^recientes?$/.test(word(1) ?? '')) return said('newest', 2, [newest]);
  }
  return undefined;
}

/** "años" also as "anos", which keyboards without ñ leave of it. */
export function isYearWord(word: string | undefined): boolean {
  return word !== undefined && /^a[ñn]os?$/.test(word);
}
