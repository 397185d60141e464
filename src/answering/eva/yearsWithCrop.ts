import { COUNTRY_CODE, type Figures } from '../../shared/eva/figures.js';
import { oncePerFigures } from './oncePerFigures.js';

/** Years in which the place sowed or harvested the crop, ascending; rows of zeros alone do not count. */
export function yearsWithCrop(figures: Figures, id: string, placeCode: string): readonly number[] {
  return placeCode === COUNTRY_CODE ? yearsInCountry(figures, id) : countYears(figures, id, placeCode);
}

/** Half of the questions ask for the country's years, and its sums are the longest. */
const countryYears = oncePerFigures(() => new Map<string, readonly number[]>());

function yearsInCountry(figures: Figures, id: string): readonly number[] {
  const known = countryYears(figures);
  let years = known.get(id);
  if (years === undefined) known.set(id, (years = countYears(figures, id, COUNTRY_CODE)));
  return years;
}

function countYears(figures: Figures, id: string, placeCode: string): number[] {
  const years: number[] = [];
  for (let year = figures.years.first; year <= figures.years.newest; year++) {
    const total = figures.total(id, placeCode, year);
    if (total !== undefined && total.areaSownHa + total.areaHarvestedHa + total.productionT > 0)
      years.push(year);
  }
  return years;
}
