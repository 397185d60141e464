import { randomUUID } from 'node:crypto';
import { DelayedError, UnrecoverableError, WaitingError, type Job } from 'bullmq';
import type { RedisClient } from '../shared/process/redis/client.js';
import type { Logger } from '../shared/process/logger.js';
import { releaseQuestion } from '../shared/questions/emit.js';
import { poisonProblem } from '../shared/questions/endings.js';
import type { Keys } from '../shared/questions/keys.js';
import { answerJobSchema, JOB_VERSION, type AnswerJob, type QueueName } from '../shared/questions/queue.js';
import { startQuestion, type StartedQuestion } from '../shared/questions/start.js';
import type { EndQuestion } from './endQuestion.js';
import type { InFlight } from './inFlight.js';
import type { Persist } from './persistentWrites.js';
import type { SoloGate } from './soloGate.js';

/** How soon a turn looks again whether the turn before it has finished. */
const PREVIOUS_TURN_RETRY_MS = 200;
/** A record of a newer version waits for a worker that can read it. */
const NEWER_VERSION_RETRY_MS = 5_000;

/** A question that this process has taken for one attempt. */
export interface Attempt {
  id: string;
  /** Only who bears it may write to the question. */
  token: string;
  question: StartedQuestion;
}

export interface QuestionJobDependencies {
  redis: RedisClient;
  keys: Keys;
  log: Logger;
  inFlight: InFlight;
  persist: Persist;
  end: EndQuestion;
  /** Adds the job of a question that was handed over to the other queue, in case it never was. */
  addHandedOver(id: string, callerOpen: number): Promise<void>;
}

export interface Processing {
  queue: QueueName;
  /** Must not throw: it ends the question, hands it over, or stops because its signal was aborted. */
  work(attempt: Attempt, signal: AbortSignal): Promise<void>;
  /** Runs a question that comes again after a crash with nothing beside it; without it, beside the others. */
  runAlone?: SoloGate['alone'];
  /** Around every other job. */
  enter?: SoloGate['enter'];
}

/**
 * A processor of one of the question queues: takes the question's record for one attempt and has it worked on. Whatever
 * happens to the job, the record decides; a job without anything left to do completes.
 */
export function createQuestionJob(deps: QuestionJobDependencies, processing: Processing) {
  const { redis, keys, persist, inFlight } = deps;
  const { queue, work, runAlone, enter } = processing;

  return async function processJob(job: Job<AnswerJob>, token: string | undefined): Promise<void> {
    const payload = answerJobSchema.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`job ${job.id} has no valid payload`);
    const { id, v } = payload.data;
    if (v > JOB_VERSION) await delay(job, token, NEWER_VERSION_RETRY_MS);
    const leave = await enter?.();
    try {
      if ((await attempt(job, token, id, 'beside others')) !== 'must run alone') return;
    } finally {
      leave?.();
    }
    deps.log.warn({ question: id }, 'question comes back after a crash and runs alone');
    await runAlone?.(() => attempt(job, token, id, 'alone'));
  };

  async function attempt(
    job: Job<AnswerJob>,
    token: string | undefined,
    id: string,
    company: 'beside others' | 'alone',
  ): Promise<'done' | 'must run alone'> {
    const attemptToken = randomUUID();
    const started = await persist('start', () => startQuestion(redis, keys, id, attemptToken, queue));
    switch (started.outcome) {
      case 'gone':
      case 'finished':
        return 'done';
      case 'handed_over':
        await deps.addHandedOver(id, 0);
        return 'done';
      case 'previous_open':
        return delay(job, token, PREVIOUS_TURN_RETRY_MS);
      case 'newer':
        return delay(job, token, NEWER_VERSION_RETRY_MS);
      case 'poison': {
        deps.log.error({ question: id }, 'question killed its process again and again and is given up');
        const failed = { status: 'failed', error: poisonProblem(id) } as const;
        await deps.end({ id, conversationId: started.conversationId, attempt: attemptToken, ending: failed });
        return 'done';
      }
      case 'started':
    }
    const release = () => persist('release', () => releaseQuestion(redis, keys, id, attemptToken));
    if (runAlone && started.crashes > 0 && company === 'beside others') {
      // Let go while it waits for its turn: should the one before it kill the process, this one is innocent.
      await release();
      return 'must run alone';
    }
    const taken: Attempt = { id, token: attemptToken, question: started };
    const outcome = await inFlight.run(id, (signal) => work(taken, signal));
    if (outcome === 'handed_back') {
      await release();
      await job.moveToWait(token);
      throw new WaitingError();
    }
    return 'done';
  }
}

export type QuestionJob = ReturnType<typeof createQuestionJob>;

async function delay(job: Job<AnswerJob>, token: string | undefined, delayMs: number): Promise<never> {
  await job.moveToDelayed(Date.now() + delayMs, token);
  throw new DelayedError();
}
