import { importData } from '../../shared/eva/import/importData.js';
import { TableError } from '../../shared/eva/import/readTable.js';
import type { ImportReport, ReasonCount } from '../../shared/eva/import/report.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { LiveLines, Screen } from '../liveLines.js';

export interface ImportOptions {
  evaOld?: string;
  evaNew?: string;
  divipola?: string;
  /** The data folder to write. */
  out: string;
  json?: boolean;
}

const SOURCE_LABELS = {
  evaOld: 'older EVA series',
  evaNew: 'newer EVA series',
  divipola: 'DIVIPOLA',
} as const;

/**
 * `agrobot data import`: makes the data set of the published tables and prints what it took and what it left out.
 *
 * @throws CliError where a table cannot be read
 */
export async function importCommand(
  options: ImportOptions,
  { stdout, notes }: { stdout: Screen; notes: LiveLines },
): Promise<number> {
  const { evaOld, evaNew, divipola, out, json = false } = options;
  try {
    const report = await importData({
      sources: {
        ...(evaOld === undefined ? {} : { evaOld }),
        ...(evaNew === undefined ? {} : { evaNew }),
        ...(divipola === undefined ? {} : { divipola }),
      },
      outDir: out,
      onProgress: ({ source, rows }) => notes.draw([`${SOURCE_LABELS[source]}: ${number(rows)} rows read`]),
    });
    notes.erase();
    stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : `${reportText(report, out)}\n`);
    return EXIT.ok;
  } catch (error) {
    notes.erase();
    if (error instanceof TableError) throw new CliError(error.message, EXIT.usage, { cause: error });
    throw error;
  }
}

function reportText(report: ImportReport, out: string): string {
  const { rows } = report;
  return [
    ...report.sources.map(
      ({ name, from, rows: read }) => `${SOURCE_LABELS[name]}: ${number(read)} rows of ${from}`,
    ),
    '',
    `${number(rows.read)} rows of figures read, ${number(rows.kept)} taken, ${number(rows.dropped)} left out`,
    ...reasonLines(report.dropped),
    '',
    'Taken as published, but odd:',
    ...reasonLines(report.flagged),
    '',
    ...(report.cutOff === null
      ? []
      : [
          `The older series is cut off in ${report.cutOff.crop} ${report.cutOff.year}: what follows is missing, not zero.`,
        ]),
    `${report.crops} crops, ${report.products} with their systems and varieties; ${report.years.first} to ${report.years.newest}`,
    `${number(rows.municipality)} rows by municipality and ${number(rows.department)} by department`,
    `${report.version} is in ${out}`,
  ].join('\n');
}

function reasonLines(counts: readonly ReasonCount[]): string[] {
  return counts.flatMap(({ rows, meaning, examples }) => [
    `  ${number(rows).padStart(7)}  ${meaning}`,
    ...examples.slice(0, 2).map((example) => `           e.g. ${example}`),
  ]);
}

function number(value: number): string {
  return value.toLocaleString('en');
}
