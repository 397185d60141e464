import { z } from 'zod';
import { exact } from './table.js';

/** Sown area of a crop in a department by half-year, Σ over the years that hold both half-years of short crops. */
export const halfYearsRowSchema = z.object({
  crop: z.string(),
  /** Two digits. */
  department: z.string().regex(/^\d{2}$/),
  /** Sown in the first half-years (A), ha. */
  areaSownAHa: z.number().nonnegative(),
  /** Sown in the second half-years (B), ha. */
  areaSownBHa: z.number().nonnegative(),
  /** The years summed, ascending; those of the place without a half-year row of the crop are not among them. */
  years: z.array(z.int()).min(1),
});

export const halfYearsFileSchema = z.array(halfYearsRowSchema);

export type HalfYearsRow = z.infer<typeof halfYearsRowSchema>;

/** How the sown area of a short-cycle crop divides between the half-years. */
export interface HalfYears {
  /** Σ sown in A over Σ sown in A and B; 0 to 1. */
  shareA: number;
  shareB: number;
  areaSownAHa: number;
  areaSownBHa: number;
  /** The years pooled, ascending. */
  years: number[];
}

/** The half-years of a crop in one or more departments; undefined where EVA reports none (permanent crops). */
export type HalfYearsOf = (cropId: string, departmentCodes: readonly string[]) => HalfYears | undefined;

export function indexHalfYears(rows: readonly HalfYearsRow[]): HalfYearsOf {
  const byCrop = new Map<string, HalfYearsRow[]>();
  for (const row of rows) {
    const known = byCrop.get(row.crop);
    if (known === undefined) byCrop.set(row.crop, [row]);
    else known.push(row);
  }
  return (cropId, departmentCodes) => {
    const own = (byCrop.get(cropId) ?? []).filter((row) => departmentCodes.includes(row.department));
    const areaSownAHa = exact(own.reduce((sum, row) => sum + row.areaSownAHa, 0));
    const areaSownBHa = exact(own.reduce((sum, row) => sum + row.areaSownBHa, 0));
    const all = areaSownAHa + areaSownBHa;
    if (all === 0) return undefined;
    return {
      shareA: areaSownAHa / all,
      shareB: areaSownBHa / all,
      areaSownAHa,
      areaSownBHa,
      years: [...new Set(own.flatMap((row) => row.years))].sort((a, b) => a - b),
    };
  };
}
