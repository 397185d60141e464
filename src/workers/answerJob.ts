import { randomUUID } from 'node:crypto';
import { DelayedError, UnrecoverableError, WaitingError, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { rememberedSchema, type Answering, type Classification, type Reply } from '../answering/ports.js';
import type { Result } from '../shared/contract/question.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Logger } from '../shared/process/logger.js';
import type { QuestionMetrics } from '../shared/process/metrics.js';
import { emitEvents, releaseQuestion } from '../shared/questions/emit.js';
import { internalProblem, poisonProblem } from '../shared/questions/endings.js';
import { finishQuestion, type Finish } from '../shared/questions/finish.js';
import type { Keys } from '../shared/questions/keys.js';
import { answerJobSchema, JOB_VERSION, type AnswerJob } from '../shared/questions/queue.js';
import type { Ending } from '../shared/questions/resource.js';
import { startQuestion, type StartedQuestion } from '../shared/questions/start.js';
import type { InFlight } from './inFlight.js';
import type { Persist } from './persistentWrites.js';
import { createProgress } from './progress.js';
import type { SoloGate } from './soloGate.js';

/** How soon a turn looks again whether the turn before it has finished. */
const PREVIOUS_TURN_RETRY_MS = 200;
/** A record of a newer version waits for a worker that can read it. */
const NEWER_VERSION_RETRY_MS = 5_000;

export interface AnswerJobDependencies {
  redis: Redis;
  keys: Keys;
  log: Logger;
  metrics: QuestionMetrics;
  gate: SoloGate;
  inFlight: InFlight;
  persist: Persist;
  classify(text: string, signal: AbortSignal): Promise<Classification>;
  answerQuestion: Answering;
  figures: Figures;
  model: { id: string; revision: string };
  retentionS: number;
  rememberMs: number;
}

/**
 * The processor of the questions queue: takes the question's record for one attempt, answers it and ends it. Whatever
 * happens to the job, the record decides; a job without anything left to do completes.
 */
export function createAnswerJob(deps: AnswerJobDependencies) {
  const { redis, keys, persist, gate, inFlight } = deps;

  return async function answerJob(job: Job<AnswerJob>, token: string | undefined): Promise<void> {
    const payload = answerJobSchema.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`job ${job.id} has no valid payload`);
    const { id, v } = payload.data;
    if (v > JOB_VERSION) {
      await job.moveToDelayed(Date.now() + NEWER_VERSION_RETRY_MS, token);
      throw new DelayedError();
    }
    const leave = await gate.enter();
    try {
      if ((await attempt(job, token, id, 'beside others')) !== 'must run alone') return;
    } finally {
      leave();
    }
    deps.log.warn({ question: id }, 'question comes back after a crash and runs alone');
    await gate.alone(() => attempt(job, token, id, 'alone'));
  };

  async function attempt(
    job: Job<AnswerJob>,
    token: string | undefined,
    id: string,
    company: 'beside others' | 'alone',
  ): Promise<'done' | 'must run alone'> {
    const attemptToken = randomUUID();
    const started = await persist('start', () => startQuestion(redis, keys, id, attemptToken));
    switch (started.outcome) {
      case 'gone':
      case 'finished':
        return 'done';
      case 'previous_open':
        await job.moveToDelayed(Date.now() + PREVIOUS_TURN_RETRY_MS, token);
        throw new DelayedError();
      case 'newer':
        await job.moveToDelayed(Date.now() + NEWER_VERSION_RETRY_MS, token);
        throw new DelayedError();
      case 'poison':
        deps.log.error({ question: id }, 'question killed its process twice and is given up');
        await end(id, started.conversationId, attemptToken, { status: 'failed', error: poisonProblem(id) });
        return 'done';
      case 'started':
    }
    const release = () => persist('release', () => releaseQuestion(redis, keys, id, attemptToken));
    if (started.crashes > 0 && company === 'beside others') {
      // Let go while it waits for its turn: should the one before it kill the process, this one is innocent.
      await release();
      return 'must run alone';
    }
    const outcome = await inFlight.run(id, (signal) => answerAndEnd(id, attemptToken, started, signal));
    if (outcome === 'handed_back') {
      await release();
      await job.moveToWait(token);
      throw new WaitingError();
    }
    return 'done';
  }

  async function answerAndEnd(
    id: string,
    attempt: string,
    started: StartedQuestion,
    signal: AbortSignal,
  ): Promise<void> {
    const progress = createProgress(async (events) => {
      await emitEvents(redis, keys, id, attempt, events).catch((error: unknown) => {
        // Progress is a courtesy: the ending, which is persistent, tells the asker everything.
        deps.log.debug({ question: id, err: error }, 'progress not written');
      });
    });
    const clock = startClock(started.waitedMs);
    let ending: Ending;
    let reply: Reply | undefined;
    try {
      const stopWatch = inFlight.watch(id);
      reply = await deps
        .answerQuestion(
          { text: started.text, location: started.location, remembered: parseRemembered(started.remembered) },
          {
            classify: (text) => clock.inference(() => deps.classify(text, signal)),
            figures: deps.figures,
            stage: progress.stage,
          },
        )
        .finally(stopWatch);
      ending = { status: 'completed', result: toResult(reply, deps, clock.timings()) };
    } catch (error) {
      if (signal.aborted) {
        await progress.rest();
        return;
      }
      deps.log.error({ question: id, err: error }, 'question could not be answered');
      ending = { status: 'failed', error: internalProblem(id) };
    }
    const pending = await progress.rest();
    const written = await end(id, started.conversationId, attempt, ending, {
      pending,
      ...(reply && {
        explanation: JSON.stringify(reply.explanation),
        remember: JSON.stringify(reply.remember),
      }),
    });
    if (written) recordMetrics(deps.metrics, ending, clock.timings());
  }

  async function end(
    id: string,
    conversationId: string,
    attempt: string,
    ending: Ending,
    extras: Pick<Finish, 'pending' | 'explanation' | 'remember'> = {},
  ): Promise<boolean> {
    const { retentionS, rememberMs } = deps;
    const endedAtMs = Date.now();
    const finish: Finish = {
      id,
      conversationId,
      attempt,
      endedAtMs,
      ending,
      retentionS,
      rememberMs,
      ...extras,
    };
    return (await persist('finish', () => finishQuestion(redis, keys, finish))) === 'finished';
  }
}

type Timings = Result['timings_ms'];

/** @param queuedMs time between accept and start, by Redis' clock */
function startClock(queuedMs: number) {
  const start = performance.now();
  let inferenceMs = 0;
  return {
    async inference<Value>(work: () => Promise<Value>): Promise<Value> {
      const from = performance.now();
      try {
        return await work();
      } finally {
        inferenceMs += performance.now() - from;
      }
    },
    timings(): Timings {
      const elapsedMs = performance.now() - start;
      return {
        queue: tenth(queuedMs),
        inference: tenth(inferenceMs),
        answer: tenth(elapsedMs - inferenceMs),
        total: tenth(queuedMs + elapsedMs),
      };
    },
  };
}

function tenth(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

function toResult(reply: Reply, { model, figures }: AnswerJobDependencies, timings: Timings): Result {
  return {
    intent: reply.intent,
    entities: reply.entities,
    answer: reply.answer,
    action: reply.action,
    sources: reply.sources,
    degraded: [],
    disclaimer: reply.disclaimer,
    model,
    dataset: { version: figures.version },
    timings_ms: timings,
  };
}

function recordMetrics(metrics: QuestionMetrics, ending: Ending, timings: Timings): void {
  if (ending.status === 'completed') {
    metrics.confidence.observe(ending.result.intent.confidence);
    metrics.ended.inc({ status: 'completed', intent: ending.result.intent.name });
  } else {
    metrics.ended.inc({ status: ending.status, intent: '' });
  }
  for (const [stage, milliseconds] of Object.entries(timings)) {
    metrics.stage.observe({ stage }, milliseconds / 1_000);
  }
}

/** Null also for what another version remembered: a conversation goes on without it rather than not at all. */
function parseRemembered(json: string | null) {
  return json === null ? null : (rememberedSchema.safeParse(JSON.parse(json)).data ?? null);
}
