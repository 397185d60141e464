import type { Reply } from '../answering/ports.js';
import type { Result } from '../shared/contract/question.js';
import type { Logger } from '../shared/process/logger.js';
import type { PendingEvent } from '../shared/questions/emit.js';
import { internalProblem } from '../shared/questions/endings.js';
import type { EndQuestion } from './endQuestion.js';
import type { Progress } from './progress.js';
import type { Attempt } from './questionJob.js';

/** What an attempt came to: an answer, or what is to be done instead of ending the question. */
export type Conclusion =
  { reply: Reply; result: Result } | { instead(pending: PendingEvent[]): Promise<void> };

/** Has an attempt's question answered and writes its ending; one that was cancelled or handed back is left alone. */
export async function conclude(
  { end, log }: { end: EndQuestion; log: Logger },
  { id, token, question }: Attempt,
  { signal, progress }: { signal: AbortSignal; progress: Progress },
  answer: () => Promise<Conclusion>,
): Promise<void> {
  const ended = { id, conversationId: question.conversationId, attempt: token };
  let conclusion: Conclusion;
  try {
    conclusion = await answer();
  } catch (error) {
    const pending = await progress.rest();
    if (signal.aborted) return;
    log.error({ question: id, err: error }, 'question could not be answered');
    await end({ ...ended, ending: { status: 'failed', error: internalProblem(id) }, pending });
    return;
  }
  const pending = await progress.rest();
  if ('instead' in conclusion) {
    await conclusion.instead(pending);
    return;
  }
  const { reply, result } = conclusion;
  await end({
    ...ended,
    ending: { status: 'completed', result },
    pending,
    explanation: JSON.stringify(reply.explanation),
    remember: JSON.stringify(reply.remember),
  });
}
