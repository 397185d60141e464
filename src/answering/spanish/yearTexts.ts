import type { Figures, YearTotal } from '../../shared/eva/figures.js';
import { SERIES_CHANGE } from '../../shared/eva/figures.js';
import type { ChosenYear } from '../eva/chooseYear.js';
import { cropInText } from './crops.js';
import { inPlace, type AnyPlace } from './places.js';

/** What is said of a year besides its figures. */

export const HALF_NAMES = { A: 'primer semestre', B: 'segundo semestre' } as const;

export const YEAR_TEXTS = {
  newest: (newest: number) => `El dato más reciente de EVA es de ${newest}.`,
  countedBack: (newest: number) => `Cuento los años desde ${newest}, el último con datos.`,
  outside: (asked: number, first: number, newest: number, year: number) =>
    `EVA trae datos de ${first} a ${newest}; lo más cercano a ${asked} es ${year}.`,
  missing: (asked: number, crop: string, year: number) =>
    `De ${asked} la tabla publicada no trae ${crop} (faltan los datos, no es que fuera cero); lo más cercano es ${year}.`,
  missingBecause: (asked: number, crop: string, why: string, year: number) =>
    `De ${asked} no hay cifras de ${crop}: ${why}. Lo más cercano es ${year}.`,
  notHere: (asked: number, crop: string, inPlaceName: string, year: number) =>
    `De ${asked} EVA no registra ${crop} ${inPlaceName}; lo más cercano es ${year}.`,
  nothingHere: (asked: number, inPlaceName: string, last: number) =>
    `De ${asked} EVA no trae cifras ${inPlaceName}; las últimas son de ${last}.`,
  unusableHalf: (asked: number, half: string, year: number) =>
    `De ${asked} EVA solo trae el ${half} y no sirve para comparar; lo más cercano es ${year}.`,
  unusable: (asked: number, year: number) =>
    `Las cifras de ${asked} no sirven para comparar, porque el área cosechada es copia de la sembrada; lo más cercano es ${year}.`,
  lastHere: (crop: string, inPlaceName: string) =>
    `Es el último año completo con datos de ${crop} ${inPlaceName}.`,
  nothingSince: (first: number, inPlaceName: string) =>
    `Desde ${first} EVA no trae cifras de ningún cultivo ${inPlaceName}: pregunte también por el departamento.`,
  half: (year: number, half: string) => `Ojo: de ${year} EVA solo trae el ${half}.`,
  noYield: (year: number) =>
    `De ${year} no se puede sacar rendimiento: el área cosechada que se publicó es copia de la sembrada.`,
  wholeYear: 'Doy el total del año: no tengo las cifras por semestre.',
  seriesChange: `Entre ${SERIES_CHANGE.lastOld} y ${SERIES_CHANGE.firstNew} EVA cambió de método: tome el cambio con cuidado.`,
  seriesChangeInList: `Entre ${SERIES_CHANGE.lastOld} y ${SERIES_CHANGE.firstNew} EVA cambió de método.`,
} as const;

/**
 * Why the answer is of its year. `instead` belongs before the figures: they are of another year than the one asked for,
 * and must not be taken for it. `about` follows them.
 */
export function yearNotes(
  figures: Figures,
  chosen: ChosenYear,
  crop: { id: string; name: string },
  place: AnyPlace,
): { instead: string | null; about: string | null } {
  const note = yearNote(figures, chosen, crop, place);
  const another = chosen.asked !== null && chosen.asked !== chosen.year;
  return another ? { instead: note, about: null } : { instead: null, about: note };
}

function yearNote(
  figures: Figures,
  { year, asked, reason }: ChosenYear,
  crop: { id: string; name: string },
  place: AnyPlace,
): string | null {
  const { first, newest } = figures.years;
  const name = cropInText(crop.name);
  if (asked === null) {
    if (year === newest) return null;
    const last = figures.newestYearOf(place.code) ?? year;
    return last <= SERIES_CHANGE.lastOld
      ? YEAR_TEXTS.nothingSince(SERIES_CHANGE.firstNew, inPlace(place))
      : YEAR_TEXTS.lastHere(name, inPlace(place));
  }
  switch (reason) {
    case 'as_asked':
      return null;
    case 'newest':
      return YEAR_TEXTS.newest(newest);
    case 'counted_back':
      return YEAR_TEXTS.countedBack(newest);
    case 'outside':
      return YEAR_TEXTS.outside(asked, first, newest, year);
    case 'missing': {
      const apart = figures.breakBetween(crop.id, asked, year);
      return apart === undefined
        ? YEAR_TEXTS.missing(asked, name, year)
        : YEAR_TEXTS.missingBecause(asked, name, apart.why, year);
    }
    case 'not_here': {
      const last = figures.newestYearOf(place.code);
      return last !== undefined && last < asked
        ? YEAR_TEXTS.nothingHere(asked, inPlace(place), last)
        : YEAR_TEXTS.notHere(asked, name, inPlace(place), year);
    }
    case 'unusable': {
      const { half } = figures.coverage(crop.id, asked);
      return half === undefined
        ? YEAR_TEXTS.unusable(asked, year)
        : YEAR_TEXTS.unusableHalf(asked, HALF_NAMES[half], year);
    }
  }
}

/** Whether years lie on both sides of the change of series. */
export function crossesSeries(years: readonly number[]): boolean {
  return Math.min(...years) <= SERIES_CHANGE.lastOld && Math.max(...years) >= SERIES_CHANGE.firstNew;
}

/** What the year's figures do not hold; null where they are whole. */
export function coverageNote(
  total: Pick<YearTotal, 'year' | 'coverage' | 'half' | 'yieldUsable'>,
): string | null {
  if (total.coverage === 'half' && total.half !== undefined) {
    return YEAR_TEXTS.half(total.year, HALF_NAMES[total.half]);
  }
  return total.yieldUsable ? null : YEAR_TEXTS.noYield(total.year);
}

/**
 * What a tonne is of, in brackets and with a space before them; nothing where a tonne is plain. A unit that names the
 * crop itself stands alone: `café (café verde equivalente)`, `cacao (en grano seco)`.
 */
export function unitNote(unit: string | null, crop: string): string {
  if (unit === null) return '';
  const noun = cropInText(crop).split(' ')[0] ?? '';
  return unit.startsWith(`${noun} `) ? ` (${unit})` : ` (en ${unit})`;
}
