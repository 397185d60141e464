import type { Catalogue } from './catalogue.js';
import { weightedMedian, type WeighedYield } from './medianYield.js';
import type { Table } from './table.js';
import { OUTLIER_FACTOR } from './totals.js';

/** What rows are pooled into one yield: a product's number → its group's number. */
export type Grouping = (product: number) => number;

/**
 * Marks (1) the municipality rows whose group yields over `OUTLIER_FACTOR` × the area-weighted median of all
 * municipalities in that year: mistyped tonnes or hectares, mostly.
 */
export function markOutliers(municipality: Table, catalogue: Catalogue, groupOf: Grouping): Uint8Array {
  const { place, year, areaHarvestedHa, productionT } = municipality.columns;
  const marks = new Uint8Array(place.length);
  const years = [...new Set(year)];
  const productsByGroup = new Map<number, number[]>();
  catalogue.products.forEach((_, product) => {
    const group = groupOf(product);
    const products = productsByGroup.get(group);
    if (products === undefined) productsByGroup.set(group, [product]);
    else products.push(product);
  });
  // One sum a municipality, reused for every group and year.
  const area = new Float64Array(catalogue.municipalities.length);
  const tonnes = new Float64Array(catalogue.municipalities.length);

  for (const products of productsByGroup.values()) {
    for (const oneYear of years) {
      const ranges = products.map((product) => municipality.rowsOf(product, oneYear));
      const eachRow = (visit: (row: number, placeIndex: number) => void) => {
        for (const [from, to] of ranges) for (let row = from; row < to; row++) visit(row, place[row]!);
      };
      eachRow((row, at) => {
        area[at]! += areaHarvestedHa[row]!;
        tonnes[at]! += productionT[row]!;
      });
      const yields: WeighedYield[] = [];
      eachRow((row, at) => {
        // A place with several products comes by several times: its parts weigh what they harvest.
        const areaHa = areaHarvestedHa[row]!;
        if (areaHa > 0) yields.push({ yieldTHa: tonnes[at]! / area[at]!, areaHarvestedHa: areaHa });
      });
      const limit = OUTLIER_FACTOR * (weightedMedian(yields) ?? Infinity);
      eachRow((row, at) => {
        if (tonnes[at]! > limit * area[at]! && area[at]! > 0) marks[row] = 1;
      });
      eachRow((_, at) => {
        area[at] = 0;
        tonnes[at] = 0;
      });
    }
  }
  return marks;
}
