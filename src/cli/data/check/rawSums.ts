import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { rawCropId } from './rawNames.js';

/** Sown and harvested hundredths of a hectare and produced hundredths of a tonne: whole numbers, so sums are exact. */
export type Hundredths = [sown: number, harvested: number, produced: number];

/** `crop year place` → sums; the place is `CO`, a department or a municipality. */
export type RawSums = Map<string, Hundredths>;

export interface RawTable {
  file: string;
  rows: number;
  /** What the check leaves out as the importer says it does, in words. */
  leftOut: string[];
}

/** Sums a raw table straight into `sums`: its own reading, its own names, its own arithmetic. */
export async function addRawTable(file: string, sums: RawSums): Promise<RawTable> {
  const bytes = createReadStream(file);
  const parser = parse({ bom: true });
  (file.endsWith('.gz')
    ? bytes.pipe(createGunzip()).on('error', (error) => parser.destroy(error))
    : bytes
  ).pipe(parser);
  bytes.on('error', (error) => parser.destroy(error));

  let at: Positions | undefined;
  let rows = 0;
  let seedlings = 0;
  let newestYear = 0;
  const yuca = new Map<number, number>();
  const own: RawSums = new Map();
  for await (const fields of parser as AsyncIterable<string[]>) {
    if (at === undefined) {
      at = positionsIn(fields, file);
      continue;
    }
    rows += 1;
    const variety = fields[at.variety]!;
    if (variety.toUpperCase() === 'PLANTULAS') {
      seedlings += 1;
      continue;
    }
    const crop = rawCropId(fields[at.crop]!, variety);
    const year = Number(fields[at.year]);
    newestYear = Math.max(newestYear, year);
    if (crop === 'yuca') yuca.set(year, (yuca.get(year) ?? 0) + 1);
    const municipality = fields[at.municipality]!.padStart(5, '0');
    const figures = [at.sown, at.harvested, at.produced].map((index) =>
      hundredths(fields[index]!),
    ) as Hundredths;
    for (const place of ['CO', municipality.slice(0, 2), municipality]) {
      const key = `${crop} ${year} ${place}`;
      const sum = own.get(key);
      if (sum === undefined) own.set(key, [...figures]);
      else figures.forEach((figure, i) => (sum[i]! += figure));
    }
  }

  const leftOut = seedlings === 0 ? [] : [`${seedlings} rows of seedlings (PLANTULAS)`];
  const lastYuca = Math.max(...yuca.keys());
  // Only the older table is cut off: a year that the newer one has without yuca is whole.
  if (at?.isOlder === true && yuca.size > 0 && lastYuca < newestYear) {
    leftOut.push(`${yuca.get(lastYuca)} rows of yuca ${lastYuca}, where the table is cut off`);
    for (const key of own.keys()) if (key.startsWith(`yuca ${lastYuca} `)) own.delete(key);
  }
  for (const [key, figures] of own) {
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, figures);
    else figures.forEach((figure, i) => (sum[i]! += figure));
  }
  return { file, rows, leftOut };
}

interface Positions {
  municipality: number;
  crop: number;
  variety: number;
  year: number;
  sown: number;
  harvested: number;
  produced: number;
  /** Of 2006 to 2018, which has its own column names. */
  isOlder: boolean;
}

function positionsIn(header: readonly string[], file: string): Positions {
  const find = (pattern: RegExp) => {
    const index = header.findIndex((name) => pattern.test(name));
    if (index < 0) throw new Error(`${file} has no column like ${pattern.source}: is it an EVA table?`);
    return index;
  };
  return {
    municipality: find(/^c_(digo_dane_municipio|d_mun)$/),
    crop: find(/^cultivo$/),
    variety: find(/^desagregaci_n/),
    year: find(/^a_o$/),
    sown: find(/^rea_sembrada/),
    harvested: find(/^rea_cosechada/),
    produced: find(/^producci_n/),
    isOlder: header.includes('c_d_mun'),
  };
}

function hundredths(text: string): number {
  const [whole = '', decimals = ''] = text.split('.');
  const value = Number(whole) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0'));
  if (!Number.isSafeInteger(value) || decimals.length > 2)
    throw new Error(`"${text}" is no figure with two decimals`);
  return value;
}
