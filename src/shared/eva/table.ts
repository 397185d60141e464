import type { Columns } from './columns.js';

/** Sums in the making; `roundSums` takes the noise of floating point off at the end. */
export interface Sums {
  areaSownHa: number;
  areaHarvestedHa: number;
  productionT: number;
  rows: number;
}

/** EVA prints at most two decimals; a sum of thousands of such doubles errs by far less than this step. */
const STEPS_PER_UNIT = 10_000;

export function exact(sum: number): number {
  return Math.round(sum * STEPS_PER_UNIT) / STEPS_PER_UNIT;
}

export function roundSums(sums: Sums): Sums {
  return {
    areaSownHa: exact(sums.areaSownHa),
    areaHarvestedHa: exact(sums.areaHarvestedHa),
    productionT: exact(sums.productionT),
    rows: sums.rows,
  };
}

export function noSums(): Sums {
  return { areaSownHa: 0, areaHarvestedHa: 0, productionT: 0, rows: 0 };
}

/** A half-open range of row numbers. */
export type RowRange = readonly [from: number, to: number];

/** A table of one level with its two ways in: by product and year, and by place. */
export interface Table {
  readonly columns: Columns;
  /** Rows of a product in a year, sorted by place. */
  rowsOf(product: number, year: number): RowRange;
  /** The row of one place in a range from `rowsOf`, or -1. */
  rowIn(range: RowRange, place: number): number;
  /** Row numbers of the places from..to (exclusive), sorted by place, then product and year. */
  rowsOfPlaces(from: number, to: number): Uint32Array;
  add(sums: Sums, row: number): void;
}

/** @param columns sorted by product, year and place, as the importer writes them. */
export function indexTable(
  columns: Columns,
  productCount: number,
  placeCount: number,
  firstYear: number,
): Table {
  const { place, product, year } = columns;
  const rowCount = place.length;
  const newestYear = year.reduce((newest, one) => Math.max(newest, one), firstYear);
  const yearCount = newestYear - firstYear + 1;

  // starts[slot] is the first row of a product and year; the next slot's start is its end.
  const starts = new Uint32Array(productCount * yearCount + 1);
  for (let row = 0; row < rowCount; row++) starts[slot(product[row]!, year[row]!) + 1]!++;
  accumulate(starts);

  const placeStarts = new Uint32Array(placeCount + 1);
  for (let row = 0; row < rowCount; row++) placeStarts[place[row]! + 1]!++;
  accumulate(placeStarts);
  const next = placeStarts.slice();
  const byPlace = new Uint32Array(rowCount);
  for (let row = 0; row < rowCount; row++) byPlace[next[place[row]!]!++] = row;

  function slot(productIndex: number, oneYear: number): number {
    return productIndex * yearCount + (oneYear - firstYear);
  }

  return {
    columns,
    rowsOf(productIndex, oneYear) {
      if (oneYear < firstYear || oneYear > newestYear) return [0, 0];
      const at = slot(productIndex, oneYear);
      return [starts[at]!, starts[at + 1]!];
    },
    rowIn([from, to], placeIndex) {
      let low = from;
      let high = to;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (place[middle]! < placeIndex) low = middle + 1;
        else high = middle;
      }
      return low < to && place[low] === placeIndex ? low : -1;
    },
    rowsOfPlaces: (from, to) => byPlace.subarray(placeStarts[from], placeStarts[to]),
    add(sums, row) {
      sums.areaSownHa += columns.areaSownHa[row]!;
      sums.areaHarvestedHa += columns.areaHarvestedHa[row]!;
      sums.productionT += columns.productionT[row]!;
      sums.rows += columns.rows[row]!;
    },
  };
}

/** Turns counts, each one place to the right, into starts. */
function accumulate(counts: Uint32Array): void {
  for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!;
}
