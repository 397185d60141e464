import type { Job } from 'bullmq';
import { pino } from 'pino';
import { createAnswering } from '../../src/answering/answerQuestion.js';
import type { Classification } from '../../src/answering/ports.js';
import type { AnswerJob } from '../../src/shared/questions/queue.js';
import { createAnswerJob } from '../../src/workers/answerJob.js';
import { createComposeJob, type ComposeJobDependencies } from '../../src/workers/composeJob.js';
import { createEndQuestion } from '../../src/workers/endQuestion.js';
import { createInFlight } from '../../src/workers/inFlight.js';
import type { Persist } from '../../src/workers/persistentWrites.js';
import { createQuestionJob } from '../../src/workers/questionJob.js';
import { createWorkerMetrics } from '../../src/workers/workerMetrics.js';
import { createSoloGate } from '../../src/workers/soloGate.js';
import { figures, NOBODY, tables } from '../answering/answering.js';
import { openQuestionRoom } from './questionRoom.js';

const answerQuestion = createAnswering(tables);

export const PRODUCTION: Classification = {
  intents: [
    { name: 'crop_production', confidence: 0.97 },
    { name: 'crop_profitability', confidence: 0.02 },
    { name: 'crop_comparison', confidence: 0.01 },
  ],
  embedding: new Float32Array(),
  thresholds: { answer: 0.5, askBack: 0.2 },
};

/**
 * The worker's processor with the real scripts, figures and answers; only the reading of the question and BullMQ's
 * hold on a job are the test's.
 */
export function openAnswerRoom() {
  const room = openQuestionRoom();
  const log = pino({ level: 'silent' });

  /** One process: give several to let them work on the same question. */
  function processOf(
    classify: (text: string, signal: AbortSignal) => Promise<Classification>,
    outside: ComposeJobDependencies['outside'] = () => NOBODY,
  ) {
    const metrics = createWorkerMetrics('0.0.0-test', 'test', figures.version);
    const inFlight = createInFlight({ deadlineMs: 60_000, onDeadline: () => undefined });
    const moved: string[] = [];
    const handedOver: string[] = [];
    const jobOf = (id: string, v: number) =>
      ({
        id,
        data: { v, id },
        moveToWait: async () => moved.push('wait'),
        moveToDelayed: async () => moved.push('delayed'),
      }) as unknown as Job<AnswerJob>;
    const persist: Persist = (_, write) => write();
    const gate = createSoloGate();
    const job = {
      redis: room.redis,
      keys: room.keys,
      log,
      inFlight,
      persist,
      end: createEndQuestion({
        redis: room.redis,
        keys: room.keys,
        persist,
        metrics: metrics.questions,
        retentionS: 60,
        rememberMs: 60_000,
        onOwed: async () => undefined,
        onEnded: () => undefined,
      }),
      addHandedOver: async (id: string) => void handedOver.push(id),
      classify,
      answerQuestion,
      figures,
      model: { id: 'test', revision: 'test' },
      canWrite: true,
    };
    const answerJob = createQuestionJob(job, {
      queue: 'questions',
      work: createAnswerJob(job),
      enter: gate.enter,
      runAlone: gate.alone,
    });
    const composeJob = createQuestionJob(job, {
      queue: 'compositions',
      work: createComposeJob({ ...job, outside, questionDeadlineMs: 60_000 }),
    });
    return {
      inFlight,
      /** What was done with the job instead of completing it. */
      moved,
      metrics: metrics.registry,
      run: (id: string, v = 1) => answerJob(jobOf(id, v), 'token'),
      compose: (id: string) => composeJob(jobOf(id, 1), 'token'),
      /** Questions whose composition's job was added. */
      handedOver,
    };
  }

  return { ...room, processOf };
}
