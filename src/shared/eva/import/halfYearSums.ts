import type { HalfYearsRow } from '../halfYears.js';
import { exact } from '../table.js';
import type { CheckedRow } from './checkRow.js';

interface HalfSum {
  product: string;
  department: string;
  year: number;
  areaSownHa: { A: number; B: number };
}

/** Sums the sown area of half-year rows by product, department and year; rows of whole years stay out. */
export function halfYearSums(): {
  add(product: string, row: Pick<CheckedRow, 'municipalityCode' | 'year' | 'period' | 'areaSownHa'>): void;
  remove(products: ReadonlySet<string>, year: number): void;
  /** One row a crop and department, by crop and code, over those of the years that are given. */
  list(years: readonly number[], cropOf: (product: string) => string): HalfYearsRow[];
} {
  const sums = new Map<string, HalfSum>();
  return {
    add(product, { municipalityCode, year, period, areaSownHa }) {
      if (period === 'year') return;
      const department = municipalityCode.slice(0, 2);
      const key = `${product} ${year} ${department}`;
      let sum = sums.get(key);
      if (sum === undefined) {
        sums.set(key, (sum = { product, department, year, areaSownHa: { A: 0, B: 0 } }));
      }
      sum.areaSownHa[period] = exact(sum.areaSownHa[period] + areaSownHa);
    },
    remove(products, year) {
      for (const [key, sum] of sums) {
        if (sum.year === year && products.has(sum.product)) sums.delete(key);
      }
    },
    list(years, cropOf) {
      const rows = new Map<string, HalfYearsRow>();
      for (const { product, department, year, areaSownHa } of sums.values()) {
        if (!years.includes(year) || areaSownHa.A + areaSownHa.B === 0) continue;
        const crop = cropOf(product);
        const key = `${crop} ${department}`;
        let row = rows.get(key);
        if (row === undefined) {
          rows.set(key, (row = { crop, department, areaSownAHa: 0, areaSownBHa: 0, years: [] }));
        }
        row.areaSownAHa = exact(row.areaSownAHa + areaSownHa.A);
        row.areaSownBHa = exact(row.areaSownBHa + areaSownHa.B);
        if (!row.years.includes(year)) row.years.push(year);
      }
      return [...rows]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, row]) => ({ ...row, years: row.years.sort((a, b) => a - b) }));
    },
  };
}
