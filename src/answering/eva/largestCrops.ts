import { COUNTRY_CODE, type CropTotal, type Figures } from '../../shared/eva/figures.js';
import { oncePerFigures } from './oncePerFigures.js';
import { pooledYears } from './pooledYears.js';

/** Crops with a name of their own, largest harvested area first, over the newest three years. */
export function largestCrops(figures: Figures, placeCode: string): readonly CropTotal[] {
  return placeCode === COUNTRY_CODE ? ofCountry(figures) : inOrder(figures, placeCode);
}

const ofCountry = oncePerFigures((figures) => inOrder(figures, COUNTRY_CODE));

function inOrder(figures: Figures, placeCode: string): CropTotal[] {
  return figures
    .byCrop(placeCode, pooledYears(figures))
    .filter((total) => !total.crop.residual)
    .sort((a, b) => b.areaHarvestedHa - a.areaHarvestedHa);
}
