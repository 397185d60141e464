import {
  COUNTRY_CODE,
  type CropTotal,
  type CropTotalOptions,
  type Figures,
} from '../../shared/eva/figures.js';
import { oncePerFigures } from './oncePerFigures.js';
import { pooledYears, YEARS_POOLED } from './pooledYears.js';
import { relativeYield, type RelativeYield } from './relativeYield.js';

/** A product that could be recommended in a place, with the figures that speak for or against it. */
export interface Candidate extends RelativeYield {
  total: CropTotal;
  yieldTHa: number;
  /** Mean of the pooled years, ha a year. */
  areaHaAYear: number;
  /** Share of all that the place harvests. */
  shareOfArea: number;
}

/** `main`: widely grown and no worse than elsewhere; `rising`: little grown and clearly better; `fill`: widely grown only. */
export type Kind = 'main' | 'rising' | 'fill';

export interface Recommended extends Candidate {
  kind: Kind;
}

export interface Recommendation {
  years: number[];
  recommended: Recommended[];
  /** Every product of the place that was harvested in all the years, largest area first. */
  candidates: readonly Candidate[];
}

/** What a product must occupy in a place to be worth recommending. */
const MIN_SHARE_OF_AREA = 0.005;
const MIN_AREA_HA = { department: 100, municipality: 10 };
const ENOUGH_SHARE_OF_AREA = 0.02;

const MAIN = { atMost: 3, minRelativeYield: 0.95 };
const RISING = { atMost: 2, minRelativeYield: 1.1, minShareOfArea: 0.01 };

type By = NonNullable<CropTotalOptions['by']>;

const nationalTotalsBy = oncePerFigures(() => new Map<By, Map<string, CropTotal>>());

function nationalTotals(figures: Figures, by: By): Map<string, CropTotal> {
  const known = nationalTotalsBy(figures);
  let totals = known.get(by);
  if (totals === undefined) {
    totals = new Map(pooled(figures, COUNTRY_CODE, by).map((total) => [total.id, total]));
    known.set(by, totals);
  }
  return totals;
}

function pooled(figures: Figures, placeCode: string, by: By): CropTotal[] {
  return figures.byCrop(placeCode, pooledYears(figures), { by, withoutOutliers: true });
}

/** Works out the country's side of every comparison (some 0.1 s), so that the first question need not wait for it. */
export function prepareRecommendations(figures: Figures): void {
  nationalTotals(figures, 'recommendation');
  nationalTotals(figures, 'crop');
}

/**
 * What already grows well in a department or municipality: first the three largest products by area that yield at
 * least 95 % of the rest of the country, then up to two smaller ones that yield at least 10 % more, best first; where
 * the first kind has fewer than three, the largest of the others fill up. Ordering by yield alone would recommend tomato
 * and not potato in Boyacá.
 */
export function recommend(figures: Figures, place: { code: string; level: string }): Recommendation {
  const candidates = candidatesOf(figures, place, 'recommendation');
  return {
    years: pooledYears(figures),
    candidates,
    recommended: pick(candidates.filter((one) => isEligible(one, place.level))),
  };
}

/** How one crop (or product) does in a place over the pooled years; undefined where it was not harvested in each. */
export function harvestOf(
  figures: Figures,
  id: string,
  place: { code: string; level: string },
): Candidate | undefined {
  const by = figures.crop(id) === undefined ? 'product' : 'crop';
  return candidatesOf(figures, place, by).find((one) => one.total.id === id);
}

const candidatesOfDepartments = oncePerFigures(() => new Map<string, readonly Candidate[]>());

/** A department sums the rows of up to 125 municipalities: worked out once; a municipality has few rows. */
function candidatesOf(
  figures: Figures,
  place: { code: string; level: string },
  by: By,
): readonly Candidate[] {
  if (place.level === 'municipality') return weighCandidates(figures, place.code, by);
  const known = candidatesOfDepartments(figures);
  const key = `${by} ${place.code}`;
  let candidates = known.get(key);
  if (candidates === undefined) known.set(key, (candidates = weighCandidates(figures, place.code, by)));
  return candidates;
}

/** Products that the place harvested in all the pooled years, largest area first. */
function weighCandidates(figures: Figures, placeCode: string, by: By): Candidate[] {
  const totals = pooled(figures, placeCode, by);
  const placeArea = totals.reduce((sum, total) => sum + total.areaHarvestedHa, 0);
  return totals
    .flatMap((total): Candidate[] => {
      const inAllYears = total.yearsHarvested.length === YEARS_POOLED;
      if (total.crop.residual || !inAllYears || total.yieldTHa === null) return [];
      const national = nationalTotals(figures, by).get(total.id) ?? total;
      return [
        {
          total,
          yieldTHa: total.yieldTHa,
          areaHaAYear: total.areaHarvestedHa / YEARS_POOLED,
          shareOfArea: total.areaHarvestedHa / placeArea,
          ...relativeYield(total, national),
        },
      ];
    })
    .sort((a, b) => b.areaHaAYear - a.areaHaAYear || (a.total.id < b.total.id ? -1 : 1));
}

function isEligible({ shareOfArea, areaHaAYear }: Candidate, level: string): boolean {
  if (shareOfArea < MIN_SHARE_OF_AREA) return false;
  const minAreaHa = level === 'municipality' ? MIN_AREA_HA.municipality : MIN_AREA_HA.department;
  return areaHaAYear >= minAreaHa || shareOfArea >= ENOUGH_SHARE_OF_AREA;
}

/** @param eligible largest area first */
function pick(eligible: readonly Candidate[]): Recommended[] {
  const yields = (one: Candidate) => one.relativeYield ?? 0;
  const main = eligible.filter((one) => yields(one) >= MAIN.minRelativeYield).slice(0, MAIN.atMost);
  const rising = eligible
    .filter((one) => !main.includes(one))
    .filter((one) => yields(one) >= RISING.minRelativeYield && one.shareOfArea >= RISING.minShareOfArea)
    .sort((a, b) => yields(b) - yields(a))
    .slice(0, RISING.atMost);
  const fill = eligible
    .filter((one) => !main.includes(one) && !rising.includes(one))
    .slice(0, MAIN.atMost - main.length);
  const as = (kind: Kind) => (one: Candidate) => ({ ...one, kind });
  return [...main.map(as('main')), ...rising.map(as('rising')), ...fill.map(as('fill'))];
}
