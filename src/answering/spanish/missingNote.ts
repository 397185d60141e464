import { SERIES_CHANGE, type Figures } from '../../shared/eva/figures.js';
import { inPlace, type AnyPlace } from './places.js';

/** What is said where EVA has no figures of a crop or of a place. */
export const MISSING_TEXTS = {
  noneHere: (s: { inPlace: string; crop: string }) => `EVA no registra ${s.crop} ${s.inPlace}.`,
  nothingHere: (s: { inPlace: string }) => `EVA no tiene cifras de ningún cultivo ${s.inPlace}.`,
  nothingSince: (s: { inPlace: string; first: number }) =>
    `Desde ${s.first} EVA no tiene cifras de ningún cultivo ${s.inPlace}.`,
} as const;

/**
 * Why the figure is of a wider place than the one asked for.
 *
 * @param crop as it is written in a sentence
 * @param year of the figure that is given instead
 */
export function missingNote(figures: Figures, crop: string, asked: AnyPlace, year: number): string {
  const last = figures.newestYearOf(asked.code);
  if (last === undefined) return MISSING_TEXTS.nothingHere({ inPlace: inPlace(asked) });
  return last <= SERIES_CHANGE.lastOld && year >= SERIES_CHANGE.firstNew
    ? MISSING_TEXTS.nothingSince({ inPlace: inPlace(asked), first: SERIES_CHANGE.firstNew })
    : MISSING_TEXTS.noneHere({ inPlace: inPlace(asked), crop });
}
