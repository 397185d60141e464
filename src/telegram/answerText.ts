import { ProblemError, type FinishedQuestion } from '../client/index.js';
import { TEXTS } from './texts.js';

/** All that is said about a finished question, in one text. */
export function answerText(question: FinishedQuestion): string {
  switch (question.status) {
    case 'completed': {
      const { answer, disclaimer, sources } = question;
      const named = sources.map(({ title, publisher, period }) =>
        [title, publisher, period].filter(Boolean).join(', '),
      );
      const parts = [answer.text, disclaimer, named.length > 0 ? TEXTS.sources(named) : null];
      return parts.filter((part) => part !== null && part !== '').join('\n\n');
    }
    case 'failed':
      return question.error.detail;
    case 'cancelled':
      return TEXTS.cancelled;
  }
}

/** What to tell somebody whose question did not get through. */
export function failureText(error: unknown): string {
  if (!(error instanceof ProblemError)) return TEXTS.away;
  if (error.status === 429 || error.status === 503) return TEXTS.busy;
  // Only what is wrong with the question itself is the asker's to put right.
  return error.status === 422 ? error.message : TEXTS.away;
}
