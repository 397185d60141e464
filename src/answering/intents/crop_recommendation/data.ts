import type { AnswerData } from '../../../shared/contract/answer.js';
import type { Candidate, Recommended } from '../../eva/recommend.js';
import { placeRef, type RowsRead } from '../../query.js';
import { hectares, roughPercent } from '../../spanish/numbers.js';
import type { AnyPlace } from '../../spanish/places.js';
import { TEXTS } from './texts.js';

export function recommendationData(
  years: number[],
  place: AnyPlace,
  crops: readonly (Candidate & { kind?: Recommended['kind'] })[],
): AnswerData {
  return {
    kind: 'recommendation',
    place: placeRef(place),
    years,
    crops: crops.map((one) => ({
      crop: { id: one.total.id, name: one.total.name },
      area_harvested_ha: one.areaHaAYear,
      yield_t_ha: one.yieldTHa,
      rest_of_country_t_ha: one.restOfCountryTHa,
      relative_yield: one.relativeYield,
      why: why(one),
    })),
  };
}

function why(one: Candidate & { kind?: Recommended['kind'] }): string {
  const wording = { area: hectares(one.areaHaAYear), relation: relationOf(one.relativeYield) };
  return (one.kind === 'rising' ? TEXTS.whyRising : TEXTS.why)(wording);
}

function relationOf(relative: number | null): string {
  if (relative === null) return TEXTS.relationNone;
  const pct = roughPercent(Math.abs(relative - 1) * 100);
  if (relative >= 1.05) return TEXTS.relationMore(pct);
  return relative < 0.95 ? TEXTS.relationLess(pct) : TEXTS.relationAlike;
}

export function rowsOf(crops: readonly Candidate[], place: AnyPlace, years: readonly number[]): RowsRead {
  return crops.map(({ total }) => ({
    crop: total.id,
    place: place.code,
    year: years.at(-1) ?? 0,
    rows: total.rows,
  }));
}
