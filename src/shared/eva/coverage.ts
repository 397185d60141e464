import { FLAG } from './columns.js';
import type { Break, Crop, Product } from './crops.js';
import type { ManifestYear } from './manifest.js';

/** How much of a year the data hold for a crop: all of it, one half-year only, or nothing (missing, not zero). */
export type Coverage = 'full' | 'half' | 'none';

export interface CoverageFact {
  coverage: Coverage;
  /** False where harvested = sown was written in: then no yield, no ranking by yield and no growth. */
  yieldUsable: boolean;
  /** Which half-year there is, where `coverage` is `half`. */
  half?: 'A' | 'B';
}

/** In this year EVA wrote the sown area as the harvested one for short-cycle and annual crops (5,562 of 5,585 rows). */
const HARVESTED_COPIED_FROM_SOWN_YEAR = 2018;

/**
 * What a year holds of a crop.
 *
 * @param year  the year's facts over all crops; undefined for a year outside the tables
 * @param flags the flags of all the crop's rows in that year, or-ed; 0 without rows
 */
export function coverageOf(
  cycle: Crop['cycle'],
  year: ManifestYear | undefined,
  flags: number,
): CoverageFact {
  if (year === undefined || flags === 0) return { coverage: 'none', yieldUsable: false };
  const yieldUsable = year.year !== HARVESTED_COPIED_FROM_SOWN_YEAR || cycle === 'permanent';
  const inHalves = (flags & (FLAG.halfA | FLAG.halfB)) !== 0;
  const inWholeYears = (flags & FLAG.wholeYear) !== 0;
  const onlyHalf = year.halves === 'A' || year.halves === 'B' ? year.halves : undefined;
  if (onlyHalf !== undefined && inHalves && (cycle === 'short' || !inWholeYears)) {
    return { coverage: 'half', yieldUsable, half: onlyHalf };
  }
  return { coverage: 'full', yieldUsable };
}

/** The first break between two years, in whatever order they come; a product also carries its crop's breaks. */
export function firstBreakBetween(
  crop: Crop,
  product: Product | undefined,
  yearA: number,
  yearB: number,
): Break | undefined {
  const from = Math.min(yearA, yearB);
  const to = Math.max(yearA, yearB);
  return [...crop.breaks, ...(product?.breaks ?? [])]
    .filter((one) => from < one.year && one.year <= to)
    .sort((a, b) => a.year - b.year)[0];
}
