import type { Catalogue, Named, PlaceRows } from './catalogue.js';
import { markOutliers } from './outliers.js';
import { noSums, roundSums, type Sums, type Table } from './table.js';
import type { CropTotal, CropTotalOptions } from './totals.js';

type By = NonNullable<CropTotalOptions['by']>;

export interface CropTotalsContext {
  catalogue: Catalogue;
  department: Table;
  municipality: Table;
  yieldUsable(id: string, year: number): boolean;
}

/** Totals of every crop (or product) of a place, over the years given. */
export type CropTotals = (
  place: PlaceRows,
  years: readonly number[],
  options: CropTotalOptions,
) => CropTotal[];

/** Which outlier marks and groups a way of counting needs is worked out on first use and kept. */
export function cropTotals(context: CropTotalsContext): CropTotals {
  const { catalogue, department, municipality } = context;
  const cropNumbers = new Map(catalogue.crops.map((crop, number) => [crop, number]));
  const groupings: Record<By, (product: number) => number> = {
    crop: (product) => cropNumbers.get(catalogue.products[product]!.crop)!,
    // Products count on after the crops, so that both kinds of groups share one range of numbers.
    product: (product) => catalogue.crops.length + product,
    recommendation: (product) =>
      catalogue.products[product]!.crop.recommendByProduct
        ? groupings.product(product)
        : groupings.crop(product),
  };
  const marksBy = new Map<By, Uint8Array>();

  function outliers(by: By): Uint8Array {
    const marks = marksBy.get(by) ?? markOutliers(municipality, catalogue, groupings[by]);
    marksBy.set(by, marks);
    return marks;
  }

  function named(group: number): Named {
    const crop = catalogue.crops[group];
    const id = crop?.id ?? catalogue.products[group - catalogue.crops.length]!.product.id;
    return catalogue.named(id)!;
  }

  return (place, years, { by = 'crop', withoutOutliers = false }) => {
    const table = withoutOutliers || place.table === 'municipality' ? municipality : department;
    const { product, year, areaHarvestedHa } = table.columns;
    const skip = withoutOutliers ? outliers(by) : undefined;
    const groupOf = groupings[by];
    const groups = new Map<number, { sums: Sums; harvested: Set<number> }>();
    eachRow(table, place, years, (row) => {
      if (skip?.[row] === 1) return;
      const group = groupOf(product[row]!);
      let found = groups.get(group);
      if (found === undefined) groups.set(group, (found = { sums: noSums(), harvested: new Set() }));
      table.add(found.sums, row);
      if (areaHarvestedHa[row]! > 0) found.harvested.add(year[row]!);
    });
    return [...groups]
      .map(([group, { sums, harvested }]): CropTotal => {
        const { id, name, crop } = named(group);
        const rounded = roundSums(sums);
        const yearsHarvested = [...harvested].sort((a, b) => a - b);
        const hasYield =
          rounded.areaHarvestedHa > 0 && yearsHarvested.every((one) => context.yieldUsable(id, one));
        return {
          id,
          name,
          crop,
          ...rounded,
          yieldTHa: hasYield ? rounded.productionT / rounded.areaHarvestedHa : null,
          yearsHarvested,
        };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  /** The whole country is read along the table's own order, a single place through its list of rows. */
  function eachRow(
    table: Table,
    place: PlaceRows,
    years: readonly number[],
    visit: (row: number) => void,
  ): void {
    const wanted = [...new Set(years)];
    if (place.place.level === 'country') {
      for (let product = 0; product < catalogue.products.length; product++) {
        for (const year of wanted) {
          const [from, to] = table.rowsOf(product, year);
          for (let row = from; row < to; row++) visit(row);
        }
      }
      return;
    }
    const [from, to] = table === municipality ? place.municipalities : [place.from, place.to];
    for (const row of table.rowsOfPlaces(from, to)) {
      if (wanted.includes(table.columns.year[row]!)) visit(row);
    }
  }
}
