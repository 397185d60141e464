import { COUNTRY_CODE, type Figures } from '../../shared/eva/figures.js';
import type { AnyPlace } from '../spanish/places.js';
import { recommend, type Recommendation } from './recommend.js';
import { wider } from './wider.js';

export interface RecommendationAround extends Recommendation {
  /** The place asked for, or the department around it where the town has too few figures. */
  place: AnyPlace;
}

/** What grows well in a place, else in the department around it; undefined where neither has enough figures. */
export function recommendAround(figures: Figures, asked: AnyPlace): RecommendationAround | undefined {
  for (
    let place: AnyPlace | undefined = asked;
    place !== undefined && place.code !== COUNTRY_CODE;
    place = wider(figures, place)
  ) {
    const found = recommend(figures, place);
    if (found.recommended.length > 0) return { ...found, place };
  }
  return undefined;
}
