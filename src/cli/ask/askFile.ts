import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AskRequest } from '../../client/index.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { openAnswerFile } from './answerFile.js';
import { answerRows } from './answerRows.js';
import type { Asker } from './asker.js';
import { readQuestionFile } from './questionFile.js';
import { spanishNumber, spanishSeconds } from './spanish.js';
import type { Terminal } from './terminal.js';

const REDRAW_MS = 200;
/** Where the progress is no live line: a plain one each tenth of the way. */
const PLAIN_STEPS = 10;

export interface FileOptions {
  file: string;
  out: string | undefined;
  inFlight: number;
  common: Omit<AskRequest, 'question'>;
}

/** `preguntas.csv` → `preguntas.respuestas.csv`. */
export const answersPathFor = (file: string) => `${file.replace(/\.(csv|tsv|txt)$/i, '')}.respuestas.csv`;

/** Answers a CSV file of questions into another one and says how far it is. Returns the exit status. */
export async function askFile(
  asker: Asker,
  { file, out = answersPathFor(file), inFlight, common }: FileOptions,
  { notes }: Terminal,
  signal: AbortSignal,
): Promise<number> {
  if (resolve(file) === resolve(out))
    throw new CliError('--out must be another file than --file.', EXIT.usage);
  const questions = readQuestionFile(file, read(file));
  const answers = openAnswerFile(out, questions.rows, questions);
  const todo = questions.rows.filter((row) => !answers.isDone(row));
  if (answers.doneCount > 0) {
    notes.print(
      `${out}: ${spanishNumber(answers.doneCount)} filas ya estaban; faltan ${spanishNumber(todo.length)}`,
    );
  }
  if (todo.length === 0) {
    answers.close();
    return EXIT.ok;
  }
  const progress = showProgress(notes, todo.length);
  try {
    await answerRows(todo, {
      asker,
      common,
      inFlight,
      signal,
      write: (row) => {
        answers.append(row);
        progress.count(row.estado === 'fallida');
      },
    });
  } finally {
    answers.close();
    progress.end();
    notes.print(`${progress.summary()} → ${out}`);
    if (progress.remaining() > 0) notes.print('Para seguir donde quedó, repita el mismo comando.');
  }
  return progress.failed() > 0 ? EXIT.failed : EXIT.ok;
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new CliError(`--file ${file}: ${reason}.`, EXIT.usage, { cause: error });
  }
}

function showProgress(notes: Terminal['notes'], total: number) {
  const startedAtMs = performance.now();
  let finished = 0;
  let failed = 0;
  const perMs = () => finished / (performance.now() - startedAtMs);
  const line = () => {
    const parts = [
      `${spanishNumber(finished)}/${spanishNumber(total)} filas`,
      `${spanishNumber(perMs() * 1000)}/s`,
    ];
    if (failed > 0) parts.push(`${spanishNumber(failed)} con error`);
    if (finished > 0 && finished < total)
      parts.push(`faltan ${spanishSeconds((total - finished) / perMs())}`);
    return parts.join(' · ');
  };
  const timer = notes.isLive ? setInterval(() => notes.draw([line()]), REDRAW_MS) : undefined;
  return {
    count(isFailed: boolean) {
      const stepBefore = Math.floor((finished * PLAIN_STEPS) / total);
      finished += 1;
      if (isFailed) failed += 1;
      const isStep = Math.floor((finished * PLAIN_STEPS) / total) > stepBefore;
      if (!notes.isLive && isStep && finished < total) notes.print(line());
    },
    end() {
      clearInterval(timer);
      notes.erase();
    },
    failed: () => failed,
    remaining: () => total - finished,
    summary() {
      const answered = `${spanishNumber(finished - failed)} respondidas, ${spanishNumber(failed)} con error`;
      return `${answered}, en ${spanishSeconds(performance.now() - startedAtMs)}`;
    },
  };
}
