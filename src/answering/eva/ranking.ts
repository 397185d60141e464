import type { Figures, PlaceTotal, YearTotal } from '../../shared/eva/figures.js';
import { COUNTRY_CODE, OUTLIER_FACTOR } from '../../shared/eva/figures.js';
import { IMPOSSIBLE_YIELD_T_HA } from './impossibleYields.js';

export type Metric = 'production' | 'yield' | 'area';
export type Order = 'desc' | 'asc';

export interface RankedPlace {
  place: PlaceTotal['place'];
  value: number;
  /** Decides between equal values: harvested area, ha. */
  weight: number;
}

export interface PlaceRanking {
  rows: RankedPlace[];
  /** Smallest harvested area that counts in a ranking by yield, ha; 0 in the others. */
  minAreaHa: number;
  /** How many places have the crop in that year. */
  placesWithCrop: number;
  /** Published rows read. */
  rowsRead: number;
}

/** What a place must harvest to count in a ranking by yield: hectares, or a share of the crop's national area. */
export const MIN_AREA = {
  department: { ha: 50, share: 0.005 },
  municipality: { ha: 10, share: 0.001 },
} as const;

/**
 * The places that grow a crop, ranked. By yield only those count that harvest enough for it to mean something, and no
 * municipality over three times the crop's area-weighted median yield; by quantity only impossible yields are left out.
 * Ties: the larger area first.
 *
 * @param within two-digit code that limits municipalities to a department
 */
export function rankPlaces(
  figures: Figures,
  id: string,
  level: 'department' | 'municipality',
  year: number,
  metric: Metric,
  order: Order,
  within?: string,
): PlaceRanking {
  const totals = figures.byPlace(id, level, year, within);
  const minAreaHa = metric === 'yield' ? minAreaOf(figures, id, level, year) : 0;
  const maxYieldTHa =
    level === 'department'
      ? Infinity
      : metric === 'yield'
        ? OUTLIER_FACTOR * (figures.medianYield(id, year) ?? Infinity)
        : IMPOSSIBLE_YIELD_T_HA;
  const rows = totals
    .filter((total) => total.areaHarvestedHa >= minAreaHa && (total.yieldTHa ?? 0) <= maxYieldTHa)
    .flatMap((total): RankedPlace[] => {
      const value = valueOf(total, metric);
      return value === null || value <= 0
        ? []
        : [{ place: total.place, value, weight: total.areaHarvestedHa }];
    })
    .sort(byValue(order));
  return {
    rows,
    minAreaHa,
    placesWithCrop: totals.length,
    rowsRead: totals.reduce((sum, total) => sum + total.rows, 0),
  };
}

/** For the explanation: how many places count, and from which area. */
export function rankedNote({ rows, placesWithCrop, minAreaHa }: PlaceRanking): string {
  const from = minAreaHa === 0 ? '' : `, from ${Math.round(minAreaHa)} ha harvested`;
  return `${rows.length} of ${placesWithCrop} places ranked${from}`;
}

export function valueOf(total: YearTotal, metric: Metric): number | null {
  if (metric === 'yield') return total.yieldTHa;
  return metric === 'area' ? total.areaHarvestedHa : total.productionT;
}

function minAreaOf(figures: Figures, id: string, level: keyof typeof MIN_AREA, year: number): number {
  const national = figures.total(id, COUNTRY_CODE, year)?.areaHarvestedHa ?? 0;
  const { ha, share } = MIN_AREA[level];
  return Math.max(ha, share * national);
}

/** Sorts by value; of equal values the one with the larger weight comes first. */
export function byValue(order: Order) {
  return (a: { value: number; weight: number }, b: { value: number; weight: number }): number =>
    (order === 'desc' ? b.value - a.value : a.value - b.value) || b.weight - a.weight;
}
