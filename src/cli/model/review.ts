import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { LiveLines, Screen } from '../liveLines.js';
import { count } from './columns.js';
import { ratedDown, readAnswered, type AnsweredQuestion } from './finishedQuestions.js';
import { modelDirOf, readManifest } from './modelFolder.js';
import { onRedis } from '../redis/onRedis.js';
import { reasonFor, reviewFile, reviewLines, type ReviewLine } from './reviewLines.js';

/** It holds what people asked: for the eyes of who exported it. */
const PRIVATE = 0o600;

export interface ReviewOptions {
  out?: string;
  /** 0 to 1; the model's own threshold where it is not given. */
  below?: number;
  limit: number;
  model?: string;
}

/**
 * `agrobot model review`: the questions that a technician should label, as a file that the next training takes in.
 * @throws CliError
 */
export async function reviewCommand(
  { out, below, limit, model }: ReviewOptions,
  { stdout, notes, env, now }: { stdout: Screen; notes: LiveLines; env: NodeJS.ProcessEnv; now: Date },
): Promise<number> {
  if (out !== undefined && existsSync(out)) throw alreadyThere(out);
  const threshold = below ?? (await readManifest(modelDirOf(model, env))).thresholds.answer;
  const { candidates, unreadable, forgotten } = await onRedis(env, async (redis, keys) => {
    const down = await ratedDown(redis, keys);
    const found: { question: AnsweredQuestion; why: NonNullable<ReturnType<typeof reasonFor>> }[] = [];
    const kept = new Set<string>();
    let cannotBeRead = 0;
    let read = 0;
    for await (const page of readAnswered(redis, keys, (questions) => (cannotBeRead += questions))) {
      for (const question of page) {
        const why = reasonFor(question, { ratedDown: down, below: threshold });
        if (why !== undefined) found.push({ question, why });
        kept.add(question.id);
      }
      read += page.length;
      notes.draw([`${count(read)} answered questions read, ${count(found.length)} to review`]);
    }
    notes.erase();
    return {
      candidates: found,
      unreadable: cannotBeRead,
      forgotten: [...down].filter((id) => !kept.has(id)).length,
    };
  });
  const lines = reviewLines(candidates, limit);
  if (unreadable > 0) {
    notes.print(
      `${count(unreadable)} answered questions are left out: no text of them is kept, or another version wrote them.`,
    );
  }
  if (forgotten > 0) {
    notes.print(
      `${count(forgotten)} questions that were rated down are left out: they are not kept any more, or had no answer.`,
    );
  }
  if (lines.length === 0) {
    notes.print('There is nothing to review.');
    return EXIT.ok;
  }
  const file = reviewFile(lines, now);
  if (out === undefined) stdout.write(file);
  else await writeNew(out, file);
  notes.print(whatNext(lines, out));
  return EXIT.ok;
}

function whatNext(lines: readonly ReviewLine[], out: string | undefined): string {
  const of = (why: ReviewLine['why']) => count(lines.filter((line) => line.why === why).length);
  return `
${count(lines.length)} questions to review${out === undefined ? '' : ` in ${out}`}: ${of('feedback')} rated down, ${of('asked_back')} asked back, ${of('low_confidence')} of low confidence.
1. Correct the first column: it holds what the model took the question for.
2. Delete the lines that should not be learned (what makes no sense alone, such as "¿y en Nariño?"), and whatever still
   tells who asked: masking finds most of it, not all.
3. Put the file into training/data/reviewed/.
4. npm run train`.trimStart();
}

async function writeNew(out: string, text: string): Promise<void> {
  try {
    await writeFile(out, text, { flag: 'wx', mode: PRIVATE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw alreadyThere(out);
    throw new CliError(`--out ${out}: ${(error as Error).message}.`, EXIT.usage, { cause: error });
  }
}

const alreadyThere = (out: string) =>
  new CliError(
    `--out ${out}: this file is there already and may hold a review. Choose another name.`,
    EXIT.usage,
  );
