import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { WaitingError, Worker } from 'bullmq';
import { createAnswering } from '../answering/answerQuestion.js';
import type { Knowledge } from '../answering/knowledge/createKnowledge.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Logger } from '../shared/process/logger.js';
import { createQuestionMetrics, createRegistry, serveOperations } from '../shared/process/metrics.js';
import {
  connectBullWorker,
  connectProducer,
  connectSubscriber,
  connectWriter,
  disconnect,
} from '../shared/process/redis.js';
import type { Releases } from '../shared/process/releases.js';
import { onCancellation } from '../shared/questions/cancellations.js';
import { HEARTBEAT_INTERVAL_MS, removeHeartbeat, writeHeartbeat } from '../shared/questions/heartbeats.js';
import { keysFor } from '../shared/questions/keys.js';
import { createQuestionsQueue, QUESTIONS_QUEUE, type AnswerJob } from '../shared/questions/queue.js';
import { createSweep } from '../shared/questions/sweep.js';
import { createAnswerJob } from './answerJob.js';
import type { WorkerConfig } from './config.js';
import { createInFlight } from './inFlight.js';
import { createIntake } from './intake.js';
import type { Classifier } from './inference/classification.js';
import { createPersistentWrites } from './persistentWrites.js';
import { createRecycling } from './recycling.js';
import { createSoloGate } from './soloGate.js';

/** A dead worker's job comes back after at most both together: 15 s instead of BullMQ's 60. */
const LOCK_DURATION_MS = 10_000;
const STALLED_INTERVAL_MS = 5_000;
/** High, because it counts for innocent neighbours too; the record's own count of crashes stops poison. */
const MAX_STALLED_COUNT = 10;
/** What the others get to finish before a process with a hung thread ends itself. */
const LAST_CALL_MS = 2_000;

export interface WorkerDependencies {
  config: WorkerConfig;
  version: string;
  log: Logger;
  releases: Releases;
  figures: Figures;
  knowledge: Knowledge;
  classifier: Classifier;
  metrics: ReturnType<typeof createWorkerMetrics>;
  process: {
    pid: number;
    memoryBytes(): number;
    uptimeMs(): number;
    /** Ends the process this instant: a thread that hangs in an inference cannot be ended any other way. */
    killSelf(): void;
    recycle(reason: string): void;
  };
}

export function createWorkerMetrics(version: string, model: string, data: string) {
  const registry = createRegistry({ version, model, data });
  return { registry, questions: createQuestionMetrics(registry) };
}

/**
 * Starts to take questions; model and figures are loaded already. All that it opens is registered with `releases`,
 * in the order in which it has to be closed, last first: not ready, no more jobs, finish or hand back, pool, Redis.
 */
export async function startWorker(deps: WorkerDependencies): Promise<{ url: string }> {
  const { config, log, releases, figures, knowledge, classifier, metrics } = deps;
  const keys = keysFor(config.prefix);
  const rememberMs = config.retentionS * 1_000;
  const id = `w_${randomUUID()}`;
  const startedAt = new Date().toISOString();
  const stopping = new AbortController();
  let draining = false;
  let answered = 0;

  const writer = connectWriter(config.redisUrl, log);
  releases.add('writer', () => disconnect(writer));
  const producer = connectProducer(config.redisUrl, log);
  releases.add('producer', () => disconnect(producer));
  const subscriber = connectSubscriber(config.redisUrl, log);
  releases.add('subscriber', () => disconnect(subscriber));
  const bullConnection = connectBullWorker(config.redisUrl, log);
  releases.add('bull connection', () => disconnect(bullConnection));

  const operations = await serveOperations(config.operations, {
    '/livez': () => Promise.resolve({ status: 200, body: '{"status":"ok"}\n' }),
    '/readyz': async () => {
      if (draining) return { status: 503, body: '{"status":"draining"}\n' };
      await producer.ping();
      return { status: 200, body: '{"status":"ok"}\n' };
    },
    '/metrics': async () => ({
      status: 200,
      type: metrics.registry.contentType,
      body: await metrics.registry.metrics(),
    }),
  });
  releases.add('operations', operations.close);
  releases.add('classifier', () => classifier.close(), config.graceMs);

  const gate = createSoloGate();
  const inFlight = createInFlight({
    deadlineMs: config.jobDeadlineMs,
    onDeadline: (question) => void endAfterDeadline(question),
  });
  const intake = createIntake({
    log,
    pause: () => void worker.pause(true),
    resume: () => void worker.resume(),
  });
  const persist = createPersistentWrites({ log, intake, signal: stopping.signal });
  const answerJob = createAnswerJob({
    redis: writer,
    keys,
    log,
    metrics: metrics.questions,
    gate,
    inFlight,
    persist,
    classify: (text, signal) => classifier.classify(text, signal),
    answerQuestion: createAnswering(figures, knowledge),
    figures,
    model: { id: classifier.manifest.id, revision: classifier.manifest.revision },
    retentionS: config.retentionS,
    rememberMs,
  });

  const beat = () =>
    writeHeartbeat(producer, keys, {
      id,
      host: hostname(),
      pid: deps.process.pid,
      started_at: startedAt,
      seen_at: new Date().toISOString(),
      version: deps.version,
      model: {
        id: classifier.manifest.id,
        revision: classifier.manifest.revision,
        sha256: classifier.manifest.files['model.onnx'].sha256,
      },
      dataset: { version: figures.version },
      threads: config.threads,
      in_flight: inFlight.size,
      answered,
      draining,
    }).catch((error: unknown) => log.debug({ err: error }, 'heartbeat not written'));
  const heart = setInterval(() => void beat(), HEARTBEAT_INTERVAL_MS);
  releases.add('heartbeat', async () => {
    clearInterval(heart);
    await removeHeartbeat(producer, keys, id);
  });
  const worker = new Worker<AnswerJob, void>(
    QUESTIONS_QUEUE,
    async (job, token) => {
      // BullMQ may bring one more after it was paused.
      if (intake.isClosed()) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      await answerJob(job, token);
      answered++;
    },
    {
      connection: bullConnection,
      prefix: keys.bull,
      name: id,
      concurrency: config.concurrency,
      lockDuration: LOCK_DURATION_MS,
      stalledInterval: STALLED_INTERVAL_MS,
      maxStalledCount: MAX_STALLED_COUNT,
      autorun: false,
    },
  );
  worker.on('error', intake.onError);
  worker.on('failed', (job, error) => log.error({ question: job?.id, reason: error.message }, 'job failed'));
  worker.on('stalled', (question) => log.warn({ question }, 'job lost its worker and is taken up again'));
  releases.add('jobs', stopJobs, config.graceMs + LAST_CALL_MS);

  const queue = createQuestionsQueue(producer, keys);
  queue.on('error', (error) => log.debug({ reason: error.message }, 'queue error'));
  const sweep = createSweep(
    producer,
    queue,
    keys,
    { deadlineMs: config.questionDeadlineMs, retentionS: config.retentionS, rememberMs },
    log,
  );
  releases.add('sweep', () => sweep.stop());

  const recycling = createRecycling({
    limits: config.recycle,
    answered: () => answered,
    memoryBytes: deps.process.memoryBytes,
    uptimeMs: deps.process.uptimeMs,
    recycle(reason) {
      metrics.questions.recycles.inc({ reason });
      log.info({ reason, answered }, 'asks to be replaced');
      deps.process.recycle(reason);
    },
  });
  releases.add('recycling', () => recycling.stop());

  releases.add('readiness', () => {
    draining = true;
    // A worker with nothing to finish is gone before its next beat.
    return beat();
  });

  // Until BullMQ has defined its scripts, a pipeline of this connection must not begin.
  await Promise.all([worker.waitUntilReady(), queue.waitUntilReady()]);
  await onCancellation(subscriber, keys, (question) => inFlight.cancel(question));
  void worker.run();
  sweep.start();
  recycling.start();
  await beat();
  log.info({ worker: id, operations: operations.url, threads: config.threads }, 'worker is ready');
  return { url: operations.url };

  /** Takes no more, lets what runs finish, and at the grace limit gives the rest back to the queue. */
  async function stopJobs() {
    const limit = setTimeout(() => {
      inFlight.handBack();
      stopping.abort(new Error('the worker stops'));
    }, config.graceMs);
    await worker.close();
    clearTimeout(limit);
  }

  async function endAfterDeadline(question: string) {
    log.fatal(
      { question },
      'question ran past the hard deadline: the process ends and its work is taken up elsewhere',
    );
    draining = true;
    intake.close();
    await Promise.race([delay(LAST_CALL_MS), othersFinished()]);
    deps.process.killSelf();
  }

  /** The hung one never leaves, so all others have when one is left. */
  async function othersFinished() {
    while (inFlight.size > 1) await delay(20);
  }
}
