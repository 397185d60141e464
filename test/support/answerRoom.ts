import path from 'node:path';
import type { Job } from 'bullmq';
import { pino } from 'pino';
import { createAnswering } from '../../src/answering/answerQuestion.js';
import { NO_TOPICS } from '../../src/answering/knowledge/createKnowledge.js';
import type { Classification } from '../../src/answering/ports.js';
import { loadFigures } from '../../src/shared/eva/figures.js';
import type { AnswerJob } from '../../src/shared/questions/queue.js';
import { createAnswerJob } from '../../src/workers/answerJob.js';
import { createInFlight } from '../../src/workers/inFlight.js';
import { createWorkerMetrics } from '../../src/workers/startWorker.js';
import { createSoloGate } from '../../src/workers/soloGate.js';
import { openQuestionRoom } from './questionRoom.js';

const figures = await loadFigures(path.resolve(import.meta.dirname, '../../data'));
const answerQuestion = createAnswering(figures, { entries: [], find: () => NO_TOPICS });

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
  function processOf(classify: (text: string, signal: AbortSignal) => Promise<Classification>) {
    const metrics = createWorkerMetrics('0.0.0-test', 'test', figures.version);
    const inFlight = createInFlight({ deadlineMs: 60_000, onDeadline: () => undefined });
    const moved: string[] = [];
    const answerJob = createAnswerJob({
      redis: room.redis,
      keys: room.keys,
      log,
      metrics: metrics.questions,
      gate: createSoloGate(),
      inFlight,
      persist: (_, write) => write(),
      classify,
      answerQuestion,
      figures,
      model: { id: 'test', revision: 'test' },
      retentionS: 60,
      rememberMs: 60_000,
    });
    return {
      inFlight,
      /** What was done with the job instead of completing it. */
      moved,
      metrics: metrics.registry,
      run(id: string, v = 1) {
        const job = {
          id,
          data: { v, id },
          moveToWait: async () => moved.push('wait'),
          moveToDelayed: async () => moved.push('delayed'),
        };
        return answerJob(job as unknown as Job<AnswerJob>, 'token');
      },
    };
  }

  return { ...room, processOf };
}
