import { ProblemError } from '../../client/index.js';
import type { AskRequest } from '../../client/index.js';
import type { AnswerRow } from './answerFile.js';
import type { Answered, Asker } from './asker.js';
import type { QuestionRow } from './questionFile.js';
import { failureText, problemText } from './spanish.js';

export interface RowsOptions {
  asker: Asker;
  /** What every row shares: the place, for instance. */
  common: Omit<AskRequest, 'question'>;
  inFlight: number;
  /** Stops taking rows and drops those in flight. */
  signal: AbortSignal;
  /** Called once a row, in the order of `rows`. */
  write: (row: AnswerRow) => void;
}

/** Refusals of one question; every other one (401, 503 …) would meet all the rest as well and ends the run. */
const REFUSALS_OF_A_ROW: readonly number[] = [400, 413, 422];

/**
 * Answers rows, `inFlight` at a time, and writes each as soon as all before it are written. A question that fails or is
 * refused is a row too. Rejects with the first error that is not one row's own; what was answered before it is written.
 */
export async function answerRows(
  rows: readonly QuestionRow[],
  { asker, common, inFlight, signal, write }: RowsOptions,
): Promise<void> {
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const ready = new Map<number, AnswerRow>();
  let taken = 0;
  let written = 0;

  const takeRows = async () => {
    for (let row = rows[taken]; row && !stopped.aborted; row = rows[taken]) {
      const place = taken++;
      ready.set(place, await answerRow(row, asker, common, stopped));
      for (let next = ready.get(written); next; next = ready.get(written)) {
        ready.delete(written++);
        write(next);
      }
    }
  };
  const lanes = Array.from({ length: Math.min(inFlight, rows.length) }, () =>
    takeRows().catch((error: unknown) => {
      // Only the first lane's error tells; the others then fail because of it.
      if (!stop.signal.aborted) stop.abort(error);
    }),
  );
  await Promise.all(lanes);
  stopped.throwIfAborted();
}

async function answerRow(
  { number, question }: QuestionRow,
  asker: Asker,
  common: Omit<AskRequest, 'question'>,
  signal: AbortSignal,
): Promise<AnswerRow> {
  try {
    return toRow({ fila: number, pregunta: question }, await asker({ ...common, question }, signal));
  } catch (error) {
    if (!(error instanceof ProblemError) || !REFUSALS_OF_A_ROW.includes(error.status)) throw error;
    return { fila: number, pregunta: question, estado: 'fallida', error: problemText(error) };
  }
}

function toRow(asked: Pick<AnswerRow, 'fila' | 'pregunta'>, answered: Answered): AnswerRow {
  const id = 'id' in answered ? { id: answered.id } : {};
  const failure = failureText(answered);
  if (failure !== null || answered.status !== 'completed') {
    return { ...asked, ...id, estado: 'fallida', error: failure ?? answered.status };
  }
  return {
    ...asked,
    ...id,
    estado: 'respondida',
    respuesta: answered.answer.text,
    intencion: answered.intent.name,
    confianza: Math.round(answered.intent.confidence * 1000) / 1000,
    fuente: answered.sources
      .map(({ title, period, url }) => [title, period, url].filter(Boolean).join(' '))
      .join(' | '),
  };
}
