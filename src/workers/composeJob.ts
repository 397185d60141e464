import type { RedisClient } from '../shared/process/redis/client.js';
import type { Outside } from '../answering/outside.js';
import type { Answering, Classification } from '../answering/ports.js';
import type { Need } from '../answering/query.js';
import type { Stage } from '../shared/contract/events.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Logger } from '../shared/process/logger.js';
import type { Keys } from '../shared/questions/keys.js';
import { readCarried } from './carried.js';
import { conclude } from './conclude.js';
import type { InFlight } from './inFlight.js';
import type { EndQuestion } from './endQuestion.js';
import { createProgress, emitting } from './progress.js';
import type { Attempt } from './questionJob.js';
import { parseRemembered } from './remembered.js';
import { resultOf } from './result.js';
import type { TextReader } from './upstreams/createOutside.js';

const STAGE_OF: Readonly<Record<Need, Stage>> = {
  weather: 'weather',
  geocoding: 'looking_up',
  writing: 'writing',
};

/** What is left of a question's time for its answer, when nobody outside is waited for any more. */
const TO_ANSWER_MS = 5_000;

export interface ComposeJobDependencies {
  redis: RedisClient;
  keys: Keys;
  log: Logger;
  end: EndQuestion;
  /** For questions that a worker with another model has read. */
  classify(text: string, signal: AbortSignal): Promise<Classification>;
  answerQuestion: Answering;
  figures: Figures;
  model: { id: string; revision: string };
  canWrite: boolean;
  inFlight: InFlight;
  /** The services outside, for one question, for as long as it can wait. */
  outside(signal: AbortSignal, reader: TextReader, withinMs: number): Outside;
  /** From acceptance; an answer that says what is missing comes before it. */
  questionDeadlineMs: number;
}

/**
 * The work of the compositions queue: answers what the questions queue could not from memory, by asking the services
 * outside. The question is gone through once more, with what the model said of it; only then it waits for others.
 */
export function createComposeJob(deps: ComposeJobDependencies) {
  const { figures, model, canWrite } = deps;

  return function compose(attempt: Attempt, signal: AbortSignal): Promise<void> {
    const { question } = attempt;
    const progress = createProgress(emitting(deps, attempt), { mayHaveText: question.isRepeat });
    const startedMs = performance.now();
    const carried = readCarried(question.carried);
    // What lies near an embedding is known only to the model that made it.
    const known = carried?.model.revision === model.revision ? carried.classification : null;

    return conclude(deps, attempt, { signal, progress }, async () => {
      const { text, location, waitedMs } = question;
      const outcome = await deps.answerQuestion(
        { text, location, remembered: parseRemembered(carried ? carried.remembered : question.remembered) },
        {
          classify: async () => known ?? deps.classify(text, signal),
          figures,
          canWrite,
          // They were told before the hand-over.
          stage: () => undefined,
        },
      );
      let reply;
      if ('needs' in outcome) {
        progress.stage(STAGE_OF[outcome.needs]);
        reply = await outcome.complete(
          deps.outside(
            signal,
            { onText: progress.text, onReset: progress.reset },
            deps.questionDeadlineMs - waitedMs - TO_ANSWER_MS,
          ),
        );
      } else {
        reply = outcome;
      }
      const { queue, inference } = carried?.timingsMs ?? { queue: waitedMs, inference: 0 };
      const total = waitedMs + (performance.now() - startedMs);
      const timings = { queue, inference, answer: Math.max(0, total - queue - inference), total };
      return { reply, result: resultOf(reply, { model, dataset: { version: figures.version } }, timings) };
    });
  };
}
