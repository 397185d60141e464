import { COUNTRY, type Figures } from '../../shared/eva/figures.js';
import { isCountry, isMunicipality, type AnyPlace } from '../spanish/places.js';
import { yearsWithCrop } from './yearsWithCrop.js';

/** EVA has no rows of Bogotá; the farms around it are counted in Cundinamarca. */
const INSTEAD_OF: Readonly<Record<string, string>> = { '11': '25' };

/** The place to speak of where one has no figures: a town's department, a department's country. */
export function wider(figures: Figures, place: AnyPlace): AnyPlace | undefined {
  if (isCountry(place)) return undefined;
  if (isMunicipality(place)) return place.department;
  const neighbour = INSTEAD_OF[place.code];
  return (neighbour === undefined ? undefined : figures.place(neighbour)) ?? COUNTRY;
}

/** The place itself or the next wider one that has rows of any of the crops; the place where the tables have none. */
export function nextWithAny(figures: Figures, ids: readonly string[], place: AnyPlace): AnyPlace {
  let here: AnyPlace | undefined = place;
  while (here !== undefined) {
    const { code } = here;
    if (ids.some((id) => yearsWithCrop(figures, id, code).length > 0)) return here;
    here = wider(figures, here);
  }
  return place;
}

/** The place itself or the next wider one that has rows of the crop; undefined where the tables never have it. */
export function nextWithCrop(figures: Figures, id: string, place: AnyPlace): AnyPlace | undefined {
  let here: AnyPlace | undefined = place;
  while (here !== undefined && yearsWithCrop(figures, id, here.code).length === 0)
    here = wider(figures, here);
  return here;
}
