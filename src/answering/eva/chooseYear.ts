import type { Figures } from '../../shared/eva/figures.js';
import type { UnderstoodYears } from '../understanding/understood.js';
import { yearsWithCrop } from './yearsWithCrop.js';

/** Why the figures are of another year than the one asked for. */
export type YearReason =
  /** No year was asked, or the year asked for is there. */
  | 'as_asked'
  /** "el año pasado", "este año", "el último dato": the newest there is. */
  | 'newest'
  /** "hace dos años": counted from the newest year of the data. */
  | 'counted_back'
  /** Before or after the published tables. */
  | 'outside'
  /** The tables have nothing of the crop in that year, in the whole country: missing, not zero. */
  | 'missing'
  /** The tables have the crop that year, but not in this place. */
  | 'not_here'
  /** There are figures, but of no use for a yield, a ranking or a comparison. */
  | 'unusable';

export interface ChosenYear {
  year: number;
  /** The year asked for; null where none was. */
  asked: number | null;
  reason: YearReason;
}

/** Whether the figures of a year bear more than a plain figure: a yield, a ranking, a growth. */
export function bearsComparison(figures: Figures, id: string, year: number): boolean {
  const { coverage, yieldUsable } = figures.coverage(id, year);
  return coverage === 'full' && yieldUsable;
}

/** A crop (or product) in a place. */
export interface CropInPlace {
  id: string;
  placeCode: string;
}

type AskedYears = Pick<UnderstoodYears, 'years' | 'relative'>;
type Need = 'figure' | 'comparison';

/** The year of the answer on one crop in one place; as `chooseYearAmong`. */
export function chooseYear(
  figures: Figures,
  id: string,
  placeCode: string,
  asked: AskedYears,
  need: Need = 'figure',
): ChosenYear | undefined {
  return chooseYearAmong(figures, [{ id, placeCode }], asked, need);
}

/**
 * The year that all the crops and places have: the one asked for, else the nearest (the later of two); without a year
 * asked, the newest, a wholly covered one before a half-covered one. Undefined where they have no usable year together.
 */
export function chooseYearAmong(
  figures: Figures,
  all: readonly CropInPlace[],
  asked: AskedYears,
  need: Need,
): ChosenYear | undefined {
  const withRows = all
    .map(({ id, placeCode }) => yearsWithCrop(figures, id, placeCode))
    .reduce((common, years) => common.filter((year) => years.includes(year)));
  const holds = (test: (id: string) => boolean) => all.every(({ id }) => test(id));
  const usable =
    need === 'figure'
      ? withRows
      : withRows.filter((year) => holds((id) => bearsComparison(figures, id, year)));
  const wanted = asked.years.at(-1);
  if (wanted === undefined) {
    const whole = usable.filter((year) => holds((id) => figures.coverage(id, year).coverage === 'full'));
    const year = whole.at(-1) ?? usable.at(-1);
    return year === undefined ? undefined : { year, asked: null, reason: 'as_asked' };
  }
  const year = nearest(usable, wanted);
  if (year === undefined) return undefined;
  return { year, asked: wanted, reason: reasonFor(wanted, year) };

  function reasonFor(wantedYear: number, chosen: number): YearReason {
    if (wantedYear === chosen) {
      if (asked.relative === null) return 'as_asked';
      return asked.relative === 'years_ago' ? 'counted_back' : 'newest';
    }
    if (wantedYear < figures.years.first || wantedYear > figures.years.newest) return 'outside';
    if (withRows.includes(wantedYear)) return 'unusable';
    const isMissing = all.some(({ id }) => figures.coverage(id, wantedYear).coverage === 'none');
    return isMissing ? 'missing' : 'not_here';
  }
}

/**
 * The crop (in its place) for whose sake it is that year and not the one asked for or the newest: the one to be named in
 * the reason. The first where no single one decides.
 */
export function decidingOne<One extends CropInPlace>(
  figures: Figures,
  all: readonly [One, ...One[]],
  { year, asked, reason }: ChosenYear,
): One {
  const decides = ({ id, placeCode }: CropInPlace): boolean => {
    const years = yearsWithCrop(figures, id, placeCode);
    if (asked === null) return years.filter((one) => bearsComparison(figures, id, one)).at(-1) === year;
    if (reason === 'missing') return figures.coverage(id, asked).coverage === 'none';
    if (reason === 'unusable') return !bearsComparison(figures, id, asked);
    return !years.includes(asked);
  };
  return all.find(decides) ?? all[0];
}

/** The year of the list next to the wanted one; of two equally near, the later. */
export function nearest(years: readonly number[], wanted: number): number | undefined {
  let best: number | undefined;
  for (const year of years) {
    if (best === undefined || Math.abs(year - wanted) <= Math.abs(best - wanted)) best = year;
  }
  return best;
}
