import { readFile, writeFile } from 'node:fs/promises';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { loadFigures } from '../../shared/eva/figures.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { Screen } from '../liveLines.js';
import { recommendationsPage, unreviewed } from './recommendationsPage.js';
import { readReviewNotes } from './reviewNotes.js';

export interface RecommendationsOptions {
  /** The data folder. */
  data: string;
  /** The reviewer's comments. */
  notes: string;
  /** The page. */
  out: string;
  /** Write the page; else it is only compared. */
  write?: boolean;
}

/**
 * `agrobot data recommendations`: tells whether the reviewed page still says what is recommended (exit status 1 where
 * it does not), or writes it anew with the comments kept.
 *
 * @throws CliError where the data or the comments cannot be read, or a place has no comment
 */
export async function recommendationsCommand(
  { data, notes: notesFile, out, write = false }: RecommendationsOptions,
  { stdout }: { stdout: Screen },
): Promise<number> {
  const notes = await readReviewNotes(notesFile);
  const figures = await loadFigures(data).catch((error: unknown) => {
    if (error instanceof BrokenDataError) throw new CliError(error.message, EXIT.failed, { cause: error });
    throw error;
  });
  const missing = unreviewed(figures, notes);
  if (missing.length > 0) throw new CliError(`${notesFile}: ${missing.join('; ')}.`, EXIT.usage);

  const page = recommendationsPage(figures, notes);
  if (write) {
    await writeFile(out, page);
    stdout.write(`${notes.reviews.length} places written to ${out}\n`);
    return EXIT.ok;
  }
  const committed = await readFile(out, 'utf8').catch(() => '');
  if (committed === page) {
    stdout.write(`${out} says what is recommended in ${notes.reviews.length} places\n`);
    return EXIT.ok;
  }
  stdout.write(
    `${out} is not what the figures and comments give; write it with --write and read the difference\n`,
  );
  return EXIT.failed;
}
