import { Option, type Command } from 'commander';
import type { CheckOptions } from './check.js';
import type { CommonWordsOptions } from './commonWords.js';
import type { ExportOptions } from './export.js';
import type { ImportOptions } from './import.js';
import type { RecommendationsOptions } from './recommendations.js';

/** `agrobot data …`: making, checking and reading out the data set that the answers rest on. */
export function register(program: Command): void {
  const data = program.command('data').description('make, check and export the data set of crop figures');

  data
    .command('import')
    .description(
      'Makes the data set of the published EVA tables and DIVIPOLA; years added since come in by themselves.',
    )
    .option('--eva-old <file|url>', 'EVA 2006 to 2018 (default: the open-data portal, 2pnw-mmge)')
    .option('--eva-new <file|url>', 'EVA 2019 and later (default: the open-data portal, uejq-wxrr)')
    .option('--divipola <file|url>', 'codes of places (default: the open-data portal, gdxc-w37w)')
    .option('--out <dir>', 'the data folder to write', 'data')
    .option('--json', 'print the report as JSON')
    .action(async (options: ImportOptions) => {
      const [{ importCommand }, io] = await Promise.all([import('./import.js'), terminal()]);
      process.exitCode = await importCommand(options, io);
    });

  data
    .command('check')
    .description('Holds every figure of the data set against sums made straight from the raw tables.')
    .requiredOption('--raw <dir>', 'the folder with the raw tables, eva*.csv or eva*.csv.gz')
    .option('--data <dir>', 'the data folder', 'data')
    .option('--json', 'print the result as JSON')
    .action(async (options: CheckOptions) => {
      const [{ checkCommand }, io] = await Promise.all([import('./check.js'), terminal()]);
      process.exitCode = await checkCommand(options, io);
    });

  data
    .command('export')
    .description('Prints the figures as csv, one line a place, product and year.')
    .addOption(
      new Option('--level <level>', 'of what places')
        .choices(['municipality', 'department'])
        .default('department'),
    )
    .addOption(new Option('--format <format>', 'as what').choices(['csv']).default('csv'))
    .option('--data <dir>', 'the data folder', 'data')
    .action(async (options: ExportOptions) => {
      const { exportCommand } = await import('./export.js');
      process.exitCode = await exportCommand(options, { stdout: process.stdout });
    });

  data
    .command('recommendations')
    .description('Compares the reviewed page of recommendations with the figures, or writes it anew.')
    .option('--write', 'write the page; the comments are kept')
    .option('--notes <file>', "the reviewer's comments", 'docs/recommendations.notes.json')
    .option('--out <file>', 'the page', 'docs/recommendations.md')
    .option('--data <dir>', 'the data folder', 'data')
    .action(async (options: RecommendationsOptions) => {
      const { recommendationsCommand } = await import('./recommendations.js');
      process.exitCode = await recommendationsCommand(options, { stdout: process.stdout });
    });

  data
    .command('common-words')
    .description('Writes the Spanish words that are never taken for a misspelt crop or place.')
    .requiredOption('--words <file...>', 'lists of Spanish words: one a line, or a JSON array')
    .option('--data <dir>', 'the data folder', 'data')
    .option('--out <file>', 'the module to write', 'src/answering/understanding/spanishWords.ts')
    .action(async (options: CommonWordsOptions) => {
      const { commonWordsCommand } = await import('./commonWords.js');
      process.exitCode = await commonWordsCommand(options, { stdout: process.stdout });
    });
}

async function terminal() {
  const { createLiveLines } = await import('../liveLines.js');
  return { stdout: process.stdout, notes: createLiveLines(process.stderr) };
}
