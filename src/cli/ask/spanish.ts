import { UnreachableError } from '../../client/index.js';
import type { CompletedQuestion, ProblemError, Retry, StreamEvent } from '../../client/index.js';
import type { Answered } from './asker.js';

const NUMBER = new Intl.NumberFormat('es-CO', { maximumFractionDigits: 1 });

export const spanishNumber = (value: number) => NUMBER.format(value);
export const spanishSeconds = (ms: number) => `${NUMBER.format(ms / 1000)} s`;

const STAGES = {
  reading: 'Leyendo la pregunta',
  looking_up: 'Buscando las cifras',
  weather: 'Consultando el tiempo',
  writing: 'Escribiendo la respuesta',
} as const;

/** What an event tells the asker; null where it tells nothing new. */
export function stageText(event: StreamEvent): string | null {
  switch (event.type) {
    case 'question.queued':
      return placeInQueue(event.data.position);
    case 'question.started':
      return 'Empezó';
    case 'question.progress':
      if (event.data.stage !== undefined) return STAGES[event.data.stage] ?? null;
      return event.data.position === undefined ? null : placeInQueue(event.data.position);
    case 'snapshot':
      return event.data.status === 'queued' ? placeInQueue(event.data.position) : null;
    case 'answer.delta':
    case 'answer.reset':
    case 'question.completed':
    case 'question.failed':
    case 'question.cancelled':
      return null;
  }
}

/** @param position 1 for the question that is taken next */
function placeInQueue(position: number): string {
  return position <= 1 ? 'En cola: es la siguiente' : `En cola: puesto ${spanishNumber(position)}`;
}

export function retryText({ error, delayMs }: Retry): string {
  const reason =
    error instanceof UnreachableError ? 'No hay conexión con AgroBot' : error.message.replace(/\.$/, '');
  return `${reason}; nuevo intento en ${spanishSeconds(delayMs)}`;
}

/** A completed question for a person: the answer, what it may go on with, where it comes from. */
export function answerText(
  question: Pick<CompletedQuestion, 'answer' | 'action' | 'sources' | 'disclaimer'>,
): string {
  const parts = [question.answer.text];
  if (question.action) {
    const chips = question.action.chips.map(({ label, question: next }) =>
      label === next ? `  • ${label}` : `  • ${label}: ${next}`,
    );
    if (chips.length > 0) parts.push(['Puede preguntar:', ...chips].join('\n'));
  }
  if (question.disclaimer !== null) parts.push(question.disclaimer);
  if (question.sources.length > 0) {
    parts.push(
      question.sources
        .map(
          ({ title, publisher, period, url }) =>
            `Fuente: ${[title, publisher, period].filter(Boolean).join(', ')}${url === undefined ? '' : `\n        ${url}`}`,
        )
        .join('\n'),
    );
  }
  return parts.join('\n\n');
}

/** Why a question has no answer; null where it has one. */
export function failureText(question: Answered): string | null {
  switch (question.status) {
    case 'completed':
      return null;
    case 'failed':
      return question.error.detail;
    case 'cancelled':
      return 'La pregunta fue cancelada.';
  }
}

/** A refusal as one line, with the fields that it names. */
export function problemText(error: ProblemError): string {
  const fields = (error.problem.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  return [error.problem.detail, ...fields.filter((field) => !error.problem.detail.includes(field))].join(
    ' · ',
  );
}
