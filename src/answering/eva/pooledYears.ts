import type { Figures } from '../../shared/eva/figures.js';

/** One year alone is weather and chance. */
export const YEARS_POOLED = 3;

/** The newest three years, pooled where it is asked what grows well. */
export function pooledYears(figures: Figures): number[] {
  return Array.from({ length: YEARS_POOLED }, (_, back) => figures.years.newest - (YEARS_POOLED - 1) + back);
}
