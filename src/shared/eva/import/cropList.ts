import type { Crop } from '../crops.js';
import type { CheckedRow } from './checkRow.js';
import { BREAKS, DISPLAY_NAMES, NOTES, RECOMMEND_BY_PRODUCT, RESIDUAL, UNITS } from './cropFacts.js';
import { mapCropName, type MappedName } from './cropNames.js';
import type { Series } from './evaRow.js';
import { foldName } from './fold.js';

interface SeenSeries {
  name: string;
  group: string;
  cycles: Map<Crop['cycle'], number>;
}

interface SeenCrop {
  series: Partial<Record<Series, SeenSeries>>;
  /** Product id → the variety that first gave it. */
  products: Map<string, string>;
}

/** The older series prints its groups in capitals without accents. */
const OLD_GROUPS: Readonly<Record<string, string>> = {
  'TUBERCULOS Y PLATANOS': 'Tubérculos y plátanos',
  'PLANTAS AROMATICAS, CONDIMENTARIAS Y MEDICINALES': 'Plantas aromáticas, condimentarias y medicinales',
};

/** Collects the crops of the rows that stream past and makes the crop list of them. */
export function cropCollector(): {
  /** Maps the row's names to ids and remembers what the list needs of it. */
  add(series: Series, row: CheckedRow): MappedName;
  /** All crops by id, their products by id, of the products in `kept`. */
  list(kept: ReadonlySet<string>): Crop[];
} {
  const crops = new Map<string, SeenCrop>();
  const foldedNames = new Map<string, string>();
  const mapped = new Map<string, MappedName>();

  return {
    add(series, row) {
      const key = `${series}/${row.crop}/${row.variety}`;
      let ids = mapped.get(key);
      if (ids === undefined) mapped.set(key, (ids = mapCropName(series, row.crop, row.variety)));
      let crop = crops.get(ids.crop);
      if (crop === undefined) {
        crops.set(ids.crop, (crop = { series: {}, products: new Map() }));
        assertOwnId(foldedNames, ids.crop, row.crop);
      }
      const seen = (crop.series[series] ??= { name: row.crop, group: row.group, cycles: new Map() });
      if (row.cycle !== undefined) seen.cycles.set(row.cycle, (seen.cycles.get(row.cycle) ?? 0) + 1);
      if (!crop.products.has(ids.product)) crop.products.set(ids.product, row.variety);
      return ids;
    },
    list: (kept) =>
      [...crops]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, seen]) => cropOf(id, seen, kept))
        .filter((crop) => crop.products.length > 0),
  };
}

function cropOf(id: string, seen: SeenCrop, kept: ReadonlySet<string>): Crop {
  const newest = seen.series.new ?? seen.series.old!;
  const name = DISPLAY_NAMES[id] ?? sentenceCase(newest.name);
  return {
    id,
    name,
    group: OLD_GROUPS[newest.group] ?? sentenceCase(newest.group),
    // The older series tells annual from short-cycle crops; its cycle decides what 2006 and 2018 cover.
    cycle: mostFrequent((seen.series.old ?? newest).cycles),
    residual: RESIDUAL.has(id),
    recommendByProduct: RECOMMEND_BY_PRODUCT.has(id),
    units: [...(UNITS[id] ?? [])],
    breaks: [...(BREAKS[id] ?? [])],
    note: NOTES[id] ?? null,
    products: [...seen.products]
      .filter(([product]) => kept.has(product))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([product, variety]) => ({
        id: product,
        name: product === id ? name : (DISPLAY_NAMES[product] ?? otherName(name, product, variety)),
        breaks: product === id ? [] : [...(BREAKS[product] ?? [])],
      })),
  };
}

function otherName(cropName: string, product: string, variety: string): string {
  return product.endsWith('-otros') ? `${cropName}, otras variedades` : sentenceCase(variety);
}

function mostFrequent(cycles: ReadonlyMap<Crop['cycle'], number>): Crop['cycle'] {
  return [...cycles].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'permanent';
}

function sentenceCase(name: string): string {
  const lower = name.toLocaleLowerCase('es').replace(/\s+/g, ' ');
  return lower.charAt(0).toLocaleUpperCase('es') + lower.slice(1);
}

/** Ids drop the tilde of ñ: two names that differ only by it must not become one crop unseen. */
function assertOwnId(foldedNames: Map<string, string>, id: string, name: string): void {
  const plain = foldName(name).replaceAll('ñ', 'n');
  const before = foldedNames.get(plain) ?? foldName(name);
  if (before !== foldName(name)) {
    throw new Error(
      `crops "${before}" and "${foldName(name)}" would share the id ${id}: give one a line in cropNames.ts`,
    );
  }
  foldedNames.set(plain, before);
}
