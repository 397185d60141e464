import type { TerminalStatus, Result } from '../contract/question.js';
import type { Problem } from '../contract/problem.js';
import { questionIdTimeMs } from './ids.js';

function base(id: string, status: string, conversationId: string) {
  return {
    id,
    object: 'question',
    status,
    created_at: new Date(questionIdTimeMs(id) ?? 0).toISOString(),
    conversation_id: conversationId,
    urls: {
      self: `/v1/questions/${id}`,
      events: `/v1/questions/${id}/events`,
      cancel: `/v1/questions/${id}/cancel`,
    },
  };
}

/**
 * An open question's JSON up to its position, which only Redis knows: append the number and a closing brace.
 * So the queued event can be written by the same script that gives the position.
 */
export function openQuestionJson(question: {
  id: string;
  status: 'queued' | 'in_progress';
  conversationId: string;
}): string {
  const json = JSON.stringify(base(question.id, question.status, question.conversationId));
  return `${json.slice(0, -1)},"position":`;
}

export type Ending =
  { status: 'completed'; result: Result } | { status: 'failed'; error: Problem } | { status: 'cancelled' };

/** The whole object of a finished question; it is stored and sent as it is, never taken apart again. */
export function finishedQuestionJson(
  id: string,
  conversationId: string,
  endedAtMs: number,
  ending: Ending,
): string {
  const { status } = ending satisfies { status: TerminalStatus };
  return JSON.stringify({
    ...base(id, status, conversationId),
    finished_at: new Date(endedAtMs).toISOString(),
    ...(ending.status === 'completed' ? ending.result : {}),
    ...(ending.status === 'failed' ? { error: ending.error } : {}),
  });
}
