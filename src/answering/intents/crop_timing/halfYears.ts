import type { Figures, HalfYears } from '../../../shared/eva/figures.js';
import type { AnswerData } from '../../../shared/contract/answer.js';
import { wider } from '../../eva/wider.js';
import type { AskedCrop } from '../../spanish/crops.js';
import { capitalised } from '../../spanish/lists.js';
import { roughPercent } from '../../spanish/numbers.js';
import { inPlace, isCountry, ofPlace, type AnyPlace } from '../../spanish/places.js';
import { HALF_NAMES } from '../../spanish/yearTexts.js';
import { TEXTS } from './texts.js';

/** Between these shares the half-years are called alike. */
const ALIKE = { from: 0.45, to: 0.55 };
/** From this share on it is all of the area, within what a survey can tell. */
const ALL = 0.995;

export interface HalvesOfPlace {
  halves: HalfYears;
  /** The department of a town, or the country where the department has none. */
  place: AnyPlace;
}

/** The half-years of a crop where it is asked about, else in the next wider place that has them. */
export function halvesAround(
  figures: Figures,
  { crop }: AskedCrop,
  asked: AnyPlace,
): HalvesOfPlace | undefined {
  for (let place: AnyPlace | undefined = asked; place !== undefined; place = wider(figures, place)) {
    const halves = figures.halfYears(crop.id, place.code);
    if (halves !== undefined) return { halves, place };
  }
  return undefined;
}

/** Null for crops that EVA counts by the year. */
export function halvesSentence(found: HalvesOfPlace | undefined): string | null {
  if (found === undefined) return null;
  const { halves, place } = found;
  const { years } = halves;
  const span = { first: years[0] ?? 0, newest: years.at(-1) ?? 0 };
  const where = isCountry(place) ? 'en el país' : inPlace(place);
  if (areAlike(halves)) return TEXTS.halves({ inPlace: where, ...span });
  const { share, half } = larger(halves);
  const of = isCountry(place) ? 'del país' : ofPlace(place);
  return TEXTS.halfYear({ ofPlace: of, share: shareWritten(share), half: HALF_NAMES[half], ...span });
}

export function shortHalves(found: HalvesOfPlace | undefined): string | null {
  if (found === undefined) return null;
  if (areAlike(found.halves)) return TEXTS.shortHalves;
  const { share, half } = larger(found.halves);
  return TEXTS.shortHalf({ share: capitalised(shareWritten(share)), half: HALF_NAMES[half] });
}

export function halvesData(
  found: HalvesOfPlace | undefined,
): Extract<AnswerData, { kind: 'sowing_calendar' }>['half_years'] {
  if (found === undefined) return [];
  return [
    { half: 'A', share_of_sown_area: found.halves.shareA },
    { half: 'B', share_of_sown_area: found.halves.shareB },
  ];
}

function areAlike({ shareA }: HalfYears): boolean {
  return shareA >= ALIKE.from && shareA <= ALIKE.to;
}

function larger({ shareA, shareB }: HalfYears): { share: number; half: 'A' | 'B' } {
  return shareA >= shareB ? { share: shareA, half: 'A' } : { share: shareB, half: 'B' };
}

function shareWritten(share: number): string {
  return share >= ALL ? TEXTS.all : TEXTS.share(roughPercent(share * 100));
}
