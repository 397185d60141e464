import type { Figures } from '../../shared/eva/figures.js';
import { isMunicipality, isCountry, type AnyPlace } from '../spanish/places.js';

/** Tonnes per hectare over which a published row is a slip of the pen (32 rows), whatever the crop. */
export const IMPOSSIBLE_YIELD_T_HA = 200;

/** Below this share of a sum they are not worth a warning. */
const TELLING_SHARE = 0.05;

/** Whether much of a place's production comes from municipalities whose yields cannot be. */
export function hasImpossibleRows(figures: Figures, id: string, place: AnyPlace, year: number): boolean {
  const within = isCountry(place) ? undefined : place.code.slice(0, 2);
  const totals = figures
    .byPlace(id, 'municipality', year, within)
    .filter((total) => !isMunicipality(place) || total.place.code === place.code);
  const tonnesOf = (some: typeof totals) => some.reduce((sum, { productionT }) => sum + productionT, 0);
  const impossible = tonnesOf(
    totals.filter(
      ({ areaHarvestedHa, productionT }) =>
        areaHarvestedHa > 0 && productionT > IMPOSSIBLE_YIELD_T_HA * areaHarvestedHa,
    ),
  );
  return impossible > TELLING_SHARE * tonnesOf(totals);
}
