import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { catalogueOf } from '../../shared/eva/catalogue.js';
import { FLAG } from '../../shared/eva/columns.js';
import { readDataFiles, type DataFiles } from '../../shared/eva/readDataFiles.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';

export interface ExportOptions {
  level: 'municipality' | 'department';
  /** The data folder. */
  data: string;
}

/** So many lines go to the stream at once. */
const LINES_A_CHUNK = 1000;

/**
 * `agrobot data export`: the figures as csv, one line a place, product and year, streamed.
 *
 * @throws CliError where the data folder is broken
 */
export async function exportCommand(
  { level, data }: ExportOptions,
  { stdout }: { stdout: NodeJS.WritableStream },
): Promise<number> {
  let files: DataFiles;
  try {
    files = await readDataFiles(data);
  } catch (error) {
    if (error instanceof BrokenDataError) throw new CliError(error.message, EXIT.failed, { cause: error });
    throw error;
  }
  try {
    await pipeline(Readable.from(chunks(lines(files, level))), stdout, { end: false });
  } catch (error) {
    // The reader has seen enough: `agrobot data export | head`.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
  return EXIT.ok;
}

function* lines(files: DataFiles, level: ExportOptions['level']): Generator<string> {
  const { products, departments, municipalities } = catalogueOf(files);
  const columns = files[level];
  yield csvLine([
    'department_code',
    'department',
    ...(level === 'municipality' ? ['municipality_code', 'municipality'] : []),
    'crop_id',
    'crop',
    'product_id',
    'product',
    'year',
    'area_sown_ha',
    'area_harvested_ha',
    'production_t',
    'yield_t_ha',
    'published_rows',
    'periods',
    'flags',
  ]);
  for (let row = 0; row < columns.place.length; row++) {
    const { product, crop } = products[columns.product[row]!]!;
    const place = columns.place[row]!;
    const municipality = level === 'municipality' ? municipalities[place]! : undefined;
    const department = municipality?.department ?? departments[place]!;
    const harvestedHa = columns.areaHarvestedHa[row]!;
    const productionT = columns.productionT[row]!;
    const flags = columns.flags[row]!;
    yield csvLine([
      department.code,
      department.name,
      ...(municipality === undefined ? [] : [municipality.code, municipality.name]),
      crop.id,
      crop.name,
      product.id,
      product.name,
      columns.year[row]!,
      columns.areaSownHa[row]!,
      harvestedHa,
      productionT,
      harvestedHa > 0 ? (productionT / harvestedHa).toFixed(4) : '',
      columns.rows[row]!,
      named(flags, { A: FLAG.halfA, B: FLAG.halfB, year: FLAG.wholeYear }),
      named(flags, { impossible_yield: FLAG.impossibleYield, harvested_over_sown: FLAG.harvestedOverSown }),
    ]);
  }
}

function* chunks(source: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const line of source) {
    if (chunk.push(line) < LINES_A_CHUNK) continue;
    yield chunk.join('');
    chunk = [];
  }
  yield chunk.join('');
}

function named(flags: number, bits: Readonly<Record<string, number>>): string {
  return Object.keys(bits)
    .filter((name) => (flags & bits[name]!) !== 0)
    .join('+');
}

function csvLine(fields: readonly (string | number)[]): string {
  return `${fields.map((field) => quoted(String(field))).join(',')}\n`;
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
