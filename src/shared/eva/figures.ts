import { catalogueOf, type Named } from './catalogue.js';
import { coverageOf, firstBreakBetween, type CoverageFact } from './coverage.js';
import type { Break, Crop, Product } from './crops.js';
import { cropTotals } from './cropTotals.js';
import { indexHalfYears, type HalfYears } from './halfYears.js';
import type { DataSource } from './manifest.js';
import { weightedMedian } from './medianYield.js';
import type { Department, Level, Municipality, Place } from './places.js';
import { readDataFiles, type DataFiles } from './readDataFiles.js';
import { indexTable, noSums, roundSums, type Sums, type Table } from './table.js';
import type { CropTotal, CropTotalOptions, PlaceTotal, YearTotal } from './totals.js';

/**
 * The EVA figures in memory. An `id` is a crop's (`maiz`) or a product's (`maiz-tecnificado`); a `placeCode` is `CO`,
 * a department's two digits or a municipality's five. Unknown ids or codes give undefined or empty lists.
 */
export interface Figures {
  /** `eva-2006-2022.<12 hex of the content's hash>`. */
  readonly version: string;
  readonly years: { readonly first: number; readonly newest: number };
  /** The published tables, the older series first, then the newer, then the list of places. */
  readonly sources: readonly DataSource[];

  /** All crops, by id. */
  readonly crops: readonly Crop[];
  crop(id: string): Crop | undefined;
  product(id: string): Product | undefined;
  /** The crop of a crop or product id. */
  cropOf(id: string): Crop | undefined;
  /** Display name of a crop or product id. */
  nameOf(id: string): string | undefined;
  /** What a tonne is of in that year (café verde, paddy verde …), null where plain. */
  unit(id: string, year: number): string | null;

  /** 33, by code. */
  readonly departments: readonly Department[];
  /** 1,122, by code. */
  readonly municipalities: readonly Municipality[];
  place(code: string): Place | Department | Municipality | undefined;
  /** Newest year with any row of any crop in the place; undefined for the places without rows (Bogotá, Uribia …). */
  newestYearOf(placeCode: string): number | undefined;

  /** What the data hold of a crop (or product) in a year, over the whole country. */
  coverage(id: string, year: number): CoverageFact;
  /** The first break of the crop (and of the product) that lies between two years, in whatever order. */
  breakBetween(id: string, yearA: number, yearB: number): Break | undefined;

  /** Undefined where there are no rows: no data, never zero. */
  total(id: string, placeCode: string, year: number): YearTotal | undefined;
  /** Years with rows, ascending. */
  yearsOf(id: string, placeCode: string): number[];
  /** One total a place with rows, by code; `within` limits municipalities to one department's code. */
  byPlace(id: string, level: Exclude<Level, 'country'>, year: number, within?: string): PlaceTotal[];
  /** One total a crop with rows in the place, the years pooled; by id. */
  byCrop(placeCode: string, years: number | readonly number[], options?: CropTotalOptions): CropTotal[];
  /**
   * Area-weighted median of the municipalities' yields in a year, t/ha: half of the harvested area lies at or below
   * it. Undefined where nothing was harvested or the year's yields are unusable.
   */
  medianYield(id: string, year: number): number | undefined;
  /**
   * How the sown area of a crop divides between the half-years in the country or a department, over the years with
   * both halves (2006 and 2018 hold one only). A product's id stands for its crop. Undefined for municipalities, whose
   * halves are too few rows to tell, and where EVA reports whole years only.
   */
  halfYears(id: string, placeCode: string): HalfYears | undefined;
}

/** The last year of the older series and the first of the newer: figures across it carry a change of method. */
export const SERIES_CHANGE = { lastOld: 2018, firstNew: 2019 } as const;

export { OUTLIER_FACTOR } from './totals.js';
export type { CropTotal, CropTotalOptions, PlaceTotal, Total, YearTotal } from './totals.js';
export type { Break, Crop, Product } from './crops.js';
export type { Coverage, CoverageFact } from './coverage.js';
export type { HalfYears } from './halfYears.js';
export type { DataSource } from './manifest.js';
export type { Department, Level, Municipality, Place } from './places.js';
export { COUNTRY, COUNTRY_CODE } from './places.js';

/**
 * Reads and verifies `<dataDir>/eva/*`, `crops.json` and `places.json`.
 *
 * @throws BrokenDataError naming the file and what is wrong with it.
 */
export async function loadFigures(dataDir: string): Promise<Figures> {
  return figuresOf(await readDataFiles(dataDir));
}

function figuresOf(files: DataFiles): Figures {
  const { manifest } = files;
  const catalogue = catalogueOf(files);
  const first = manifest.years[0]!.year;
  const newest = manifest.years.at(-1)!.year;
  const productCount = catalogue.products.length;
  const department = indexTable(files.department, productCount, catalogue.departments.length, first);
  const municipality = indexTable(files.municipality, productCount, catalogue.municipalities.length, first);
  const tables: Record<'department' | 'municipality', Table> = { department, municipality };
  const yearFacts = new Map(manifest.years.map((one) => [one.year, one]));
  const medians = new Map<string, number | undefined>();
  const halfYearsOf = indexHalfYears(files.halfYears);

  function coverage(id: string, year: number): CoverageFact {
    const named = catalogue.named(id);
    if (named === undefined) return { coverage: 'none', yieldUsable: false };
    let flags = 0;
    for (const product of named.productIndexes) {
      const [from, to] = department.rowsOf(product, year);
      for (let row = from; row < to; row++) flags |= department.columns.flags[row]!;
    }
    return coverageOf(named.crop.cycle, yearFacts.get(year), flags);
  }

  function yearTotal(sums: Sums, year: number, fact: CoverageFact): YearTotal {
    const rounded = roundSums(sums);
    const hasYield = fact.yieldUsable && rounded.areaHarvestedHa > 0;
    return {
      year,
      ...rounded,
      yieldTHa: hasYield ? rounded.productionT / rounded.areaHarvestedHa : null,
      ...fact,
    };
  }

  function total(id: string, placeCode: string, year: number): YearTotal | undefined {
    const named = catalogue.named(id);
    const place = catalogue.place(placeCode);
    if (named === undefined || place === undefined) return undefined;
    const table = tables[place.table];
    const sums = noSums();
    for (const product of named.productIndexes) {
      const range = table.rowsOf(product, year);
      if (place.to - place.from > 1) {
        for (let row = range[0]; row < range[1]; row++) table.add(sums, row);
      } else {
        const row = table.rowIn(range, place.from);
        if (row >= 0) table.add(sums, row);
      }
    }
    return sums.rows === 0 ? undefined : yearTotal(sums, year, coverage(id, year));
  }

  function sumsByPlace(named: Named, table: Table, year: number): [place: number, sums: Sums][] {
    const byPlace = new Map<number, Sums>();
    for (const product of named.productIndexes) {
      const [from, to] = table.rowsOf(product, year);
      for (let row = from; row < to; row++) {
        const place = table.columns.place[row]!;
        const sums = byPlace.get(place) ?? noSums();
        table.add(sums, row);
        byPlace.set(place, sums);
      }
    }
    return [...byPlace].sort(([a], [b]) => a - b);
  }

  function medianYield(id: string, year: number): number | undefined {
    const named = catalogue.named(id);
    if (named === undefined || !coverage(id, year).yieldUsable) return undefined;
    const key = `${id} ${year}`;
    if (!medians.has(key)) {
      const yields = sumsByPlace(named, municipality, year)
        .filter(([, sums]) => sums.areaHarvestedHa > 0)
        .map(([, { areaHarvestedHa, productionT }]) => ({
          areaHarvestedHa,
          yieldTHa: productionT / areaHarvestedHa,
        }));
      medians.set(key, weightedMedian(yields));
    }
    return medians.get(key);
  }

  const totalsByCrop = cropTotals({
    catalogue,
    department,
    municipality,
    yieldUsable: (id, year) => coverage(id, year).yieldUsable,
  });

  return {
    version: manifest.version,
    years: { first, newest },
    sources: manifest.sources,
    crops: catalogue.crops,
    crop: (id) => {
      const named = catalogue.named(id);
      return named?.product === undefined ? named?.crop : undefined;
    },
    product: (id) => {
      const named = catalogue.named(id);
      return named?.product ?? named?.crop.products.find((one) => one.id === id);
    },
    cropOf: (id) => catalogue.named(id)?.crop,
    nameOf: (id) => catalogue.named(id)?.name,
    unit: (id, year) =>
      catalogue
        .named(id)
        ?.crop.units.find((one) => year >= (one.from ?? -Infinity) && year <= (one.to ?? Infinity))?.text ??
      null,
    departments: catalogue.departments,
    municipalities: catalogue.municipalities,
    place: (code) => catalogue.place(code)?.place,
    newestYearOf(placeCode) {
      const place = catalogue.place(placeCode);
      if (place === undefined) return undefined;
      const table = tables[place.table];
      let newestHere: number | undefined;
      for (const row of table.rowsOfPlaces(place.from, place.to)) {
        newestHere = Math.max(newestHere ?? 0, table.columns.year[row]!);
      }
      return newestHere;
    },
    coverage,
    breakBetween(id, yearA, yearB) {
      const named = catalogue.named(id);
      return named && firstBreakBetween(named.crop, named.product, yearA, yearB);
    },
    total,
    yearsOf: (id, placeCode) =>
      manifest.years.map((one) => one.year).filter((year) => total(id, placeCode, year) !== undefined),
    byPlace(id, level, year, within) {
      const named = catalogue.named(id);
      const limit = within === undefined ? undefined : catalogue.place(within);
      if (named === undefined || (within !== undefined && limit === undefined)) return [];
      const fact = coverage(id, year);
      const places: readonly Place[] =
        level === 'department' ? catalogue.departments : catalogue.municipalities;
      const [from, to] =
        limit === undefined
          ? [0, places.length]
          : level === 'municipality'
            ? limit.municipalities
            : [limit.from, limit.to];
      return sumsByPlace(named, tables[level], year)
        .filter(([place]) => place >= from && place < to)
        .map(([place, sums]): PlaceTotal => ({ place: places[place]!, ...yearTotal(sums, year, fact) }));
    },
    byCrop(placeCode, years, options = {}) {
      const place = catalogue.place(placeCode);
      if (place === undefined) return [];
      return totalsByCrop(place, typeof years === 'number' ? [years] : years, options);
    },
    medianYield,
    halfYears(id, placeCode) {
      const crop = catalogue.named(id)?.crop;
      const place = catalogue.place(placeCode);
      if (crop === undefined || place?.table !== 'department') return undefined;
      const codes = catalogue.departments.slice(place.from, place.to).map(({ code }) => code);
      return halfYearsOf(crop.id, codes);
    },
  };
}
