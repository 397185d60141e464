import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { loadFigures, type Figures } from '../../shared/eva/figures.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { LiveLines, Screen } from '../liveLines.js';
import { addRawTable, type Hundredths, type RawSums, type RawTable } from './check/rawSums.js';

export interface CheckOptions {
  /** The folder with the raw EVA tables (csv, gzipped or not), or with a folder `eva` that has them. */
  raw: string;
  /** The data folder. */
  data: string;
  json?: boolean;
}

export interface CheckResult {
  version: string;
  tables: RawTable[];
  /** How many crop and year figures of each level were held against the raw rows; each has three numbers. */
  compared: { country: number; department: number; municipality: number };
  differences: string[];
}

/**
 * `agrobot data check`: holds every crop and year figure of the country, the departments and the municipalities
 * against sums made straight from the raw tables. Exit status 1 on any difference.
 *
 * @throws CliError where there are no raw tables or the data folder is broken
 */
export async function checkCommand(
  { raw, data, json = false }: CheckOptions,
  { stdout, notes }: { stdout: Screen; notes: LiveLines },
): Promise<number> {
  const result = await check(raw, data, (line) => notes.draw([line]));
  notes.erase();
  stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${resultText(result)}\n`);
  return result.differences.length === 0 ? EXIT.ok : EXIT.failed;
}

export async function check(
  raw: string,
  data: string,
  onProgress: (line: string) => void,
): Promise<CheckResult> {
  const files = await rawFiles(raw);
  const figures = await loadFigures(data).catch((error: unknown) => {
    if (error instanceof BrokenDataError) throw new CliError(error.message, EXIT.failed, { cause: error });
    throw error;
  });
  const sums: RawSums = new Map();
  const tables: RawTable[] = [];
  for (const file of files) {
    onProgress(`summing ${file}`);
    try {
      tables.push(await addRawTable(file, sums));
    } catch (error) {
      throw new CliError(`${file}: ${(error as Error).message}`, EXIT.usage, { cause: error });
    }
  }
  onProgress('comparing');
  return { version: figures.version, tables, ...compare(figures, sums) };
}

function compare(figures: Figures, sums: RawSums): Pick<CheckResult, 'compared' | 'differences'> {
  const compared = { country: 0, department: 0, municipality: 0 };
  const differences: string[] = [];
  const places = [figures.place('CO')!, ...figures.departments, ...figures.municipalities];
  const unseen = new Set(sums.keys());
  for (const crop of figures.crops) {
    for (let year = figures.years.first; year <= figures.years.newest; year++) {
      for (const place of places) {
        const key = `${crop.id} ${year} ${place.code}`;
        const total = figures.total(crop.id, place.code, year);
        const raw = sums.get(key);
        if (total === undefined && raw === undefined) continue;
        unseen.delete(key);
        compared[place.level] += 1;
        const shipped = total && [total.areaSownHa, total.areaHarvestedHa, total.productionT];
        if (!same(shipped, raw)) {
          differences.push(
            `${key} (${place.name}): shipped ${shown(shipped)}, raw ${shown(raw?.map((n) => n / 100))}`,
          );
        }
      }
    }
  }
  for (const key of unseen)
    differences.push(`${key}: in the raw tables, but no such crop, place or year in the data`);
  return { compared, differences };
}

function same(shipped: readonly number[] | undefined, raw: Hundredths | undefined): boolean {
  return shipped !== undefined && raw !== undefined && shipped.every((figure, i) => figure === raw[i]! / 100);
}

function shown(figures: readonly number[] | undefined): string {
  if (figures === undefined) return 'nothing';
  const [sown, harvested, produced] = figures;
  return `${sown} ha sown, ${harvested} ha harvested, ${produced} t`;
}

async function rawFiles(dir: string): Promise<string[]> {
  for (const folder of [dir, join(dir, 'eva')]) {
    const names = await readdir(folder).catch(() => []);
    const tables = names.filter((name) => /^eva.*\.csv(\.gz)?$/.test(name)).sort();
    if (tables.length > 0) return tables.map((name) => join(folder, name));
  }
  throw new CliError(
    `${dir} has no raw table: eva*.csv or eva*.csv.gz, there or in its folder eva.`,
    EXIT.usage,
  );
}

function resultText({ version, tables, compared, differences }: CheckResult): string {
  const { country, department, municipality } = compared;
  return [
    ...tables.map(({ file, rows, leftOut }) =>
      [`${rows.toLocaleString('en')} rows of ${file}`, ...leftOut.map((what) => `left out ${what}`)].join(
        '; ',
      ),
    ),
    `${(country + department + municipality).toLocaleString('en')} crop and year figures compared: ` +
      `${country.toLocaleString('en')} of the country, ${department.toLocaleString('en')} of departments, ` +
      `${municipality.toLocaleString('en')} of municipalities`,
    ...differences,
    `${version}: ${differences.length === 0 ? 'no difference' : `${differences.length} differences`}`,
  ].join('\n');
}
