import { readFile, writeFile } from 'node:fs/promises';
import { mistakableWords } from '../../answering/understanding/mistakableWords.js';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { loadFigures } from '../../shared/eva/figures.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { Screen } from '../liveLines.js';

export interface CommonWordsOptions {
  /** Spanish word lists, UTF-8: one word a line, or a JSON array of words. */
  words: string[];
  /** The data folder. */
  data: string;
  /** The module to write. */
  out: string;
}

/**
 * `agrobot data common-words`: writes the Spanish words that must never be taken for a misspelt crop or place. To be
 * run again when crops or places are added; the lists that the shipped module was made of are named in it.
 *
 * @throws CliError where a list or the data folder cannot be read
 */
export async function commonWordsCommand(
  { words: lists, data, out }: CommonWordsOptions,
  { stdout }: { stdout: Screen },
): Promise<number> {
  const figures = await loadFigures(data).catch((error: unknown) => {
    if (error instanceof BrokenDataError) throw new CliError(error.message, EXIT.failed, { cause: error });
    throw error;
  });
  const words = (await Promise.all(lists.map(readWords))).flat();
  const kept = mistakableWords(figures, words);
  await writeFile(out, moduleOf(kept));
  stdout.write(`${words.length} words read, ${kept.length} kept in ${out}\n`);
  return EXIT.ok;
}

async function readWords(file: string): Promise<string[]> {
  try {
    const text = await readFile(file, 'utf8');
    return file.endsWith('.json') ? (JSON.parse(text) as string[]) : text.split('\n');
  } catch (error) {
    throw new CliError(`${file}: cannot read the word list: ${(error as Error).message}`, EXIT.usage, {
      cause: error,
    });
  }
}

/** One line a first letter, so that a change shows where it is. */
function moduleOf(words: readonly string[]): string {
  const lines = new Map<string, string[]>();
  for (const word of words) {
    const letter = word.slice(0, 1);
    lines.set(letter, [...(lines.get(letter) ?? []), word]);
  }
  const body = [...lines.values()].map((line) => line.join(' ')).join('\n');
  return `/**
 * Spanish words, folded, that are a typing error away from some crop or place, or are part of a place's name: they are
 * what they are and never corrected. Made by \`agrobot data common-words\` from two lists of Spanish words:
 * an-array-of-spanish-words 2.0.0 (npm, MIT) and Debian's wspanish 1.0.30
 * (word list in the public domain).
 */
export const SPANISH_WORDS = \`
${body}
\`.trim();
`;
}
