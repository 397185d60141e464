import { basename } from 'node:path';
import type { DataSource } from '../manifest.js';
import { aggregate } from './aggregate.js';
import { checkRow, requiredColumns, type CheckedRow, type DropReason, type FlagReason } from './checkRow.js';
import { cropCollector } from './cropList.js';
import type { Series } from './evaRow.js';
import { aliasesIn, readPlaceList, type PlacesFile } from './placeList.js';
import { isUrl, readTable, TableError } from './readTable.js';
import { reasonCounter, type ImportReport } from './report.js';
import { SOURCES, type SourceName } from './sources.js';
import { writeDataSet } from './writeDataSet.js';

export interface ImportOptions {
  /** Path or URL of each table; the portal's own address where left out. */
  sources: Partial<Record<SourceName, string>>;
  outDir: string;
  onProgress?: (progress: { source: SourceName; rows: number }) => void;
}

const PROGRESS_EVERY_ROWS = 20_000;

/**
 * Makes the data set of the published tables: reads, checks, maps names, sums, writes.
 *
 * @throws TableError where a table cannot be read, or none of its rows can be used
 */
export async function importData({ sources, outDir, onProgress }: ImportOptions): Promise<ImportReport> {
  const from = (name: SourceName) => sources[name] ?? SOURCES[name].csv;
  const { places, rows: placeRows } = await readPlaceList(from('divipola'));
  onProgress?.({ source: 'divipola', rows: placeRows });
  const codes = new Set(places.municipalities.map((one) => one.code));
  const dropped = reasonCounter<DropReason>();
  const flagged = reasonCounter<FlagReason>();
  const crops = cropCollector();
  const sums = aggregate();

  // The newer series first: where it has a year, the older one's rows of that year do not count.
  const evaNew = await readSeries('new', Infinity);
  addAliases(places, evaNew.names);
  const evaOld = await readSeries('old', evaNew.years.first);
  const cutOff = cutOffOf(evaOld);
  if (cutOff !== null) {
    const rows = sums.remove(evaOld.productsOf.get(cutOff.crop)!, cutOff.year);
    dropped.add('cut-off', `${basename(from('evaOld'))} ${cutOff.crop} ${cutOff.year}`, rows);
    evaOld.kept -= rows;
  }

  const cropList = crops.list(sums.products());
  const indexes = {
    products: cropList.flatMap((crop) => crop.products.map((product) => product.id)),
    departments: places.departments.map((one) => one.code),
    municipalities: places.municipalities.map((one) => one.code),
  };
  const municipality = sums.municipality(indexes);
  const department = sums.department(indexes);
  const cropOfProduct = new Map(
    cropList.flatMap((crop) => crop.products.map((product) => [product.id, crop.id] as const)),
  );
  const halfYears = sums.halfYears((product) => cropOfProduct.get(product) ?? product);
  const years = sums.years();
  const read = evaNew.read + evaOld.read;
  const kept = evaNew.kept + evaOld.kept;
  const rows = {
    read,
    dropped: read - kept,
    municipality: municipality.place.length,
    department: department.place.length,
  };

  let report: ImportReport | undefined;
  await writeDataSet(
    outDir,
    {
      years,
      rows,
      crops: cropList,
      places,
      municipality,
      department,
      halfYears,
      sources: [
        cite('evaOld', period(evaOld.years)),
        cite('evaNew', period(evaNew.years)),
        cite('divipola', 'códigos vigentes'),
      ],
    },
    (version, files) =>
      (report = {
        version,
        years: { first: years[0]!.year, newest: years.at(-1)!.year },
        sources: [
          { name: 'evaOld', from: shown(from('evaOld')), rows: evaOld.read },
          { name: 'evaNew', from: shown(from('evaNew')), rows: evaNew.read },
          { name: 'divipola', from: shown(from('divipola')), rows: placeRows },
        ],
        rows: { ...rows, kept },
        crops: cropList.length,
        products: indexes.products.length,
        dropped: dropped.counts(),
        flagged: flagged.counts(),
        cutOff,
        files,
      }),
  );
  return report!;

  async function readSeries(series: Series, before: number): Promise<ReadSeries> {
    const source = series === 'old' ? 'evaOld' : 'evaNew';
    const result = emptySeries();
    const seen = new Map<string, string>();
    for await (const { line, values } of readTable(from(source), [requiredColumns(series)])) {
      result.read += 1;
      if (result.read % PROGRESS_EVERY_ROWS === 0) onProgress?.({ source, rows: result.read });
      const where = `${shown(from(source))}:${line}`;
      const checked = checkRow(series, values, codes);
      if ('drop' in checked) {
        dropped.add(checked.drop, `${where} ${checked.detail}`);
        continue;
      }
      const { row } = checked;
      if (row.year >= before) {
        dropped.add('overlapping-year', `${where} ${row.crop} ${row.year}`);
        continue;
      }
      const key = [row.municipalityCode, row.crop, row.variety, row.year, row.period].join('|');
      const figures = [row.areaSownHa, row.areaHarvestedHa, row.productionT].join('|');
      const earlier = seen.get(key);
      if (earlier === figures) {
        dropped.add('duplicate', `${where} ${key}`);
        continue;
      }
      if (earlier !== undefined) row.flags.push('key-repeated');
      seen.set(key, figures);
      const ids = crops.add(series, row);
      if (!ids.known) row.flags.push('unknown-variety');
      for (const flag of row.flags) flagged.add(flag, `${where} ${describe(row)}`);
      sums.add(ids.product, row);
      remember(result, row, ids);
    }
    if (result.kept === 0)
      throw new TableError(from(source), 'holds no row that can be used. Check the table');
    onProgress?.({ source, rows: result.read });
    return result;
  }
}

interface ReadSeries {
  read: number;
  kept: number;
  years: { first: number; newest: number };
  /** Newest year of each crop, by id. */
  newestOf: Map<string, number>;
  productsOf: Map<string, Set<string>>;
  last: { crop: string; year: number } | undefined;
  /** Municipality code → the names that the series prints for it. */
  names: Map<string, Set<string>>;
}

function emptySeries(): ReadSeries {
  return {
    read: 0,
    kept: 0,
    years: { first: Infinity, newest: -Infinity },
    newestOf: new Map(),
    productsOf: new Map(),
    last: undefined,
    names: new Map(),
  };
}

function remember(
  result: ReadSeries,
  row: CheckedRow,
  { crop, product }: { crop: string; product: string },
): void {
  const { year } = row;
  result.kept += 1;
  result.years = { first: Math.min(result.years.first, year), newest: Math.max(result.years.newest, year) };
  result.newestOf.set(crop, Math.max(result.newestOf.get(crop) ?? year, year));
  result.productsOf.set(crop, (result.productsOf.get(crop) ?? new Set()).add(product));
  result.names.set(
    row.municipalityCode,
    (result.names.get(row.municipalityCode) ?? new Set()).add(row.municipality),
  );
  result.last = { crop, year };
}

/**
 * Where a table ordered by crop and year was cut off: its last row is of the last crop in the alphabet, in a year
 * before the table's newest. That crop and year is not whole, so it counts as missing.
 */
export function cutOffOf({
  last,
  years,
  newestOf,
}: Pick<ReadSeries, 'last' | 'years' | 'newestOf'>): ImportReport['cutOff'] {
  if (last === undefined || last.year === years.newest) return null;
  const isLastCrop = [...newestOf.keys()].every((crop) => crop <= last.crop);
  return isLastCrop && newestOf.get(last.crop) === last.year ? last : null;
}

function addAliases({ municipalities }: PlacesFile, names: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const place of municipalities) {
    const aliases = [...(names.get(place.code) ?? [])].flatMap((name) => aliasesIn(place.name, name));
    place.aliases = [...new Set(aliases)].sort();
  }
}

function cite(name: SourceName, span: string): DataSource {
  const { title, publisher, url, licence } = SOURCES[name];
  return { title, publisher, url, licence, period: span };
}

function period({ first, newest }: { first: number; newest: number }): string {
  return `${first}–${newest}`;
}

/** A file's name without the machine's folders: the report travels with the data. */
function shown(source: string): string {
  return isUrl(source) ? source : basename(source);
}

function describe(row: CheckedRow): string {
  const { municipalityCode, crop, variety, year, areaSownHa, areaHarvestedHa, productionT } = row;
  return `${municipalityCode} ${crop}/${variety} ${year}: ${areaSownHa} ha, ${areaHarvestedHa} ha, ${productionT} t`;
}
