import type { RedisClient } from '../shared/process/redis/client.js';
import type { Answering, Classification } from '../answering/ports.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Logger } from '../shared/process/logger.js';
import type { PendingEvent } from '../shared/questions/emit.js';
import { handOverQuestion } from '../shared/questions/handOver.js';
import type { Keys } from '../shared/questions/keys.js';
import { writeCarried, type Carried } from './carried.js';
import { conclude } from './conclude.js';
import type { EndQuestion } from './endQuestion.js';
import type { InFlight } from './inFlight.js';
import type { Persist } from './persistentWrites.js';
import { createProgress, emitting } from './progress.js';
import type { Attempt } from './questionJob.js';
import { parseRemembered } from './remembered.js';
import { resultOf } from './result.js';

export interface AnswerJobDependencies {
  redis: RedisClient;
  keys: Keys;
  log: Logger;
  inFlight: InFlight;
  persist: Persist;
  end: EndQuestion;
  /** Adds the job of a question that was handed over to the compositions. */
  addHandedOver(id: string, callerOpen: number): Promise<void>;
  classify(text: string, signal: AbortSignal): Promise<Classification>;
  answerQuestion: Answering;
  figures: Figures;
  model: { id: string; revision: string };
  /** Whether a language model is configured. */
  canWrite: boolean;
}

/**
 * The work of the questions queue: reads the question and answers it from what is in memory. What only somebody outside
 * can tell goes on as a composition.
 */
export function createAnswerJob(deps: AnswerJobDependencies) {
  const { redis, keys, inFlight, persist, figures, model, canWrite } = deps;

  return function answer(attempt: Attempt, signal: AbortSignal): Promise<void> {
    const { id, question } = attempt;
    const progress = createProgress(emitting(deps, attempt));
    const startedMs = performance.now();
    let inferenceMs = 0;
    let classification: Classification | undefined;
    const classify = async (text: string) => {
      const fromMs = performance.now();
      try {
        return (classification = await deps.classify(text, signal));
      } finally {
        inferenceMs += performance.now() - fromMs;
      }
    };

    return conclude(deps, attempt, { signal, progress }, async () => {
      const { text, location } = question;
      const stopWatch = inFlight.watch(id);
      const reply = await deps
        .answerQuestion(
          { text, location, remembered: parseRemembered(question.remembered) },
          { classify, figures, canWrite, stage: progress.stage },
        )
        .finally(stopWatch);
      const waitedMs = question.waitedMs;
      if ('needs' in reply) {
        const timingsMs = { queue: waitedMs, inference: inferenceMs };
        const { remembered } = question;
        const carried = { model, classification: classification!, timingsMs, remembered };
        return { instead: (pending) => handOver(attempt, carried, pending) };
      }
      const elapsedMs = performance.now() - startedMs;
      const timings = {
        queue: waitedMs,
        inference: inferenceMs,
        answer: elapsedMs - inferenceMs,
        total: waitedMs + elapsedMs,
      };
      return { reply, result: resultOf(reply, { model, dataset: { version: figures.version } }, timings) };
    });
  };

  async function handOver({ id, token }: Attempt, carried: Carried, pending: PendingEvent[]): Promise<void> {
    const handed = { queue: 'compositions', carried: writeCarried(carried), pending } as const;
    const ours = await persist('hand over', () => handOverQuestion(redis, keys, id, token, handed));
    if (ours) await deps.addHandedOver(id, ours.callerOpen);
  }
}
