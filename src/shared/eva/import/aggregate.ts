import { emptyColumns, FLAG, type Columns } from '../columns.js';
import type { HalfYearsRow } from '../halfYears.js';
import type { ManifestYear } from '../manifest.js';
import { exact } from '../table.js';
import type { CheckedRow } from './checkRow.js';
import { halfYearSums } from './halfYearSums.js';

interface Cell {
  place: string;
  product: string;
  year: number;
  areaSownHa: number;
  areaHarvestedHa: number;
  productionT: number;
  rows: number;
  flags: number;
}

const PERIOD_FLAG = { A: FLAG.halfA, B: FLAG.halfB, year: FLAG.wholeYear } as const;

/** Sums rows by municipality, product and year: the half-years of a year become one figure. */
export interface Aggregate {
  add(product: string, row: CheckedRow): void;
  /** Takes out a crop's rows of one year; gives how many published rows went. */
  remove(products: ReadonlySet<string>, year: number): number;
  products(): Set<string>;
  years(): ManifestYear[];
  municipality(indexes: Indexes): Columns;
  department(indexes: Indexes): Columns;
  /** Sown area by crop, department and half-year; `cropOf` gives the crop of a product. */
  halfYears(cropOf: (product: string) => string): HalfYearsRow[];
}

export interface Indexes {
  products: readonly string[];
  departments: readonly string[];
  municipalities: readonly string[];
}

export function aggregate(): Aggregate {
  const cells = new Map<string, Cell>();
  const halves = halfYearSums();
  return {
    add(product, row) {
      halves.add(product, row);
      let flags: number = PERIOD_FLAG[row.period];
      if (row.flags.includes('impossible-yield')) flags |= FLAG.impossibleYield;
      if (row.flags.includes('harvested-over-sown')) flags |= FLAG.harvestedOverSown;
      sumInto(cells, { ...row, place: row.municipalityCode, product, rows: 1, flags });
    },
    remove(products, year) {
      halves.remove(products, year);
      let rows = 0;
      for (const [key, cell] of cells) {
        if (cell.year !== year || !products.has(cell.product)) continue;
        rows += cell.rows;
        cells.delete(key);
      }
      return rows;
    },
    products: () => new Set([...cells.values()].map((cell) => cell.product)),
    years() {
      const years = new Map<number, { flags: number; rows: number }>();
      for (const { year, flags, rows } of cells.values()) {
        const seen = years.get(year) ?? { flags: 0, rows: 0 };
        years.set(year, { flags: seen.flags | flags, rows: seen.rows + rows });
      }
      return [...years]
        .sort(([a], [b]) => a - b)
        .map(([year, { flags, rows }]): ManifestYear => {
          const a = (flags & FLAG.halfA) !== 0;
          const b = (flags & FLAG.halfB) !== 0;
          return {
            year,
            halves: a && b ? 'AB' : a ? 'A' : b ? 'B' : '',
            wholeYear: (flags & FLAG.wholeYear) !== 0,
            rows,
          };
        });
    },
    municipality: ({ products, municipalities }) => columnsOf([...cells.values()], products, municipalities),
    department({ products, departments }) {
      const byDepartment = new Map<string, Cell>();
      for (const cell of cells.values()) sumInto(byDepartment, { ...cell, place: cell.place.slice(0, 2) });
      return columnsOf([...byDepartment.values()], products, departments);
    },
    halfYears(cropOf) {
      const whole = this.years().flatMap(({ year, halves: held }) => (held === 'AB' ? [year] : []));
      return halves.list(whole, cropOf);
    },
  };
}

function sumInto(cells: Map<string, Cell>, { place, product, year, ...figures }: Cell): void {
  const key = `${product} ${year} ${place}`;
  let cell = cells.get(key);
  if (cell === undefined) {
    const nothing = { areaSownHa: 0, areaHarvestedHa: 0, productionT: 0, rows: 0, flags: 0 };
    cells.set(key, (cell = { place, product, year, ...nothing }));
  }
  cell.areaSownHa = exact(cell.areaSownHa + figures.areaSownHa);
  cell.areaHarvestedHa = exact(cell.areaHarvestedHa + figures.areaHarvestedHa);
  cell.productionT = exact(cell.productionT + figures.productionT);
  cell.rows += figures.rows;
  cell.flags |= figures.flags;
}

function columnsOf(cells: Cell[], products: readonly string[], places: readonly string[]): Columns {
  const productIndex = new Map(products.map((id, index) => [id, index]));
  const placeIndex = new Map(places.map((code, index) => [code, index]));
  const placed = cells
    .map((cell) => ({
      ...cell,
      product: productIndex.get(cell.product)!,
      place: placeIndex.get(cell.place)!,
    }))
    .sort((a, b) => a.product - b.product || a.year - b.year || a.place - b.place);
  const columns = emptyColumns(placed.length);
  placed.forEach((cell, row) => {
    columns.place[row] = cell.place;
    columns.product[row] = cell.product;
    columns.year[row] = cell.year;
    columns.areaSownHa[row] = cell.areaSownHa;
    columns.areaHarvestedHa[row] = cell.areaHarvestedHa;
    columns.productionT[row] = cell.productionT;
    columns.rows[row] = cell.rows;
    columns.flags[row] = cell.flags;
  });
  return columns;
}
