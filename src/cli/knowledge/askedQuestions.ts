import { readFile } from 'node:fs/promises';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';

const BOM = '\uFEFF';

/** A question with the entry that answers it. */
export interface Asked {
  topic: string;
  question: string;
}

/** Reads a TSV with the columns topic and question. @throws CliError */
export async function readAsked(file: string): Promise<Asked[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`, EXIT.failed);
  });
  const [header, ...lines] = text.replace(BOM, '').trimEnd().split(/\r?\n/);
  if (header !== 'topic\tquestion') {
    throw new CliError(`${file} must begin with the line "topic<TAB>question".`, EXIT.failed);
  }
  if (lines.length === 0) throw new CliError(`${file} has no questions below its first line.`, EXIT.failed);
  return lines.map((line, index) => {
    const [topic, question, ...more] = line.split('\t');
    if (!topic || !question || more.length > 0) {
      throw new CliError(
        `${file}:${index + 2} must hold a topic and a question, with one tab between.`,
        EXIT.failed,
      );
    }
    return { topic, question };
  });
}

/** The questions that the threshold is chosen on, and those that the figures are of: every second one. */
export function halves(asked: readonly Asked[]): { choosing: Asked[]; measuring: Asked[] } {
  return {
    choosing: asked.filter((_, index) => index % 2 === 0),
    measuring: asked.filter((_, index) => index % 2 === 1),
  };
}
