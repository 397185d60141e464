import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answering } from '../answering/ports.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Logger } from '../shared/process/logger.js';
import { serveOperations } from '../shared/process/metrics.js';
import {
  connectBullWorker,
  connectProducer,
  connectSubscriber,
  connectWriter,
  disconnect,
} from '../shared/process/redis/connections.js';
import type { Releases } from '../shared/process/releases.js';
import type { Traces } from '../shared/process/traces/traces.js';
import { onCancellation } from '../shared/questions/cancellations.js';
import { HEARTBEAT_INTERVAL_MS, removeHeartbeat, writeHeartbeat } from '../shared/questions/heartbeats.js';
import { keysFor } from '../shared/questions/keys.js';
import { createSweep } from '../shared/questions/sweep.js';
import { countWorkerEnd } from '../shared/questions/workerEnds.js';
import type { WorkerConfig } from './config.js';
import { createJobs } from './createJobs.js';
import type { Classifier } from './inference/classification.js';
import { createRecycling } from './recycling.js';
import { createUpstreams } from './upstreams/createUpstreams.js';
import type { WorkerMetrics } from './workerMetrics.js';

/** What the others get to finish before a process with a hung thread ends itself. */
const LAST_CALL_MS = 2_000;

export interface WorkerDependencies {
  config: WorkerConfig;
  version: string;
  log: Logger;
  releases: Releases;
  figures: Figures;
  answerQuestion: Answering;
  classifier: Classifier;
  metrics: WorkerMetrics;
  traces: Traces;
  process: {
    pid: number;
    memoryBytes(): number;
    uptimeMs(): number;
    /** Ends the process this instant: a thread that hangs in an inference cannot be ended any other way. */
    killSelf(): void;
    recycle(reason: string): void;
  };
}

/**
 * Starts to take questions; model and figures are loaded already. All that it opens is registered with `releases`,
 * in the order in which it has to be closed, last first: not ready, no more jobs, finish or hand back, pool, Redis.
 */
export async function startWorker(deps: WorkerDependencies): Promise<{ url: string }> {
  const { config, log, releases, figures, classifier, metrics } = deps;
  const keys = keysFor(config.prefix);
  const id = `w_${randomUUID()}`;
  const startedAt = new Date().toISOString();
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

  const upstreams = createUpstreams({
    config,
    redis: producer,
    prefix: keys.prefix,
    version: deps.version,
    log,
    metrics: metrics.upstreams,
    traces: deps.traces,
  });
  releases.add('upstreams', () => upstreams.close());

  const jobs = createJobs({
    ...deps,
    id,
    keys,
    writer,
    producer,
    bullConnection,
    upstreams,
    onEnded: () => answered++,
    onDeadline: (question) => void endAfterDeadline(question),
  });
  const { queues, inFlight } = jobs;

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
  releases.add('jobs', () => jobs.stop(), config.graceMs + LAST_CALL_MS);

  const sweep = createSweep(
    producer,
    queues,
    keys,
    {
      deadlineMs: config.questionDeadlineMs,
      ...jobs.endings,
      onOverdue: () => metrics.questions.ended.inc({ status: 'failed', intent: '' }),
    },
    log,
  );
  releases.add('sweep', () => sweep.stop());

  const recycling = createRecycling({
    limits: config.recycle,
    answered: () => answered,
    memoryBytes: deps.process.memoryBytes,
    uptimeMs: deps.process.uptimeMs,
    recycle(reason) {
      log.info({ reason, answered }, 'asks to be replaced');
      countWorkerEnd(producer, keys, reason)
        .catch((error: unknown) => log.debug({ err: error }, 'replacement not counted'))
        .finally(() => deps.process.recycle(reason));
    },
  });
  releases.add('recycling', () => recycling.stop());

  releases.add('readiness', () => {
    draining = true;
    // A worker with nothing to finish is gone before its next beat.
    return beat();
  });

  await onCancellation(subscriber, keys, (question) => inFlight.cancel(question));
  await jobs.run();
  sweep.start();
  recycling.start();
  await beat();
  log.info({ worker: id, operations: operations.url, threads: config.threads }, 'worker is ready');
  return { url: operations.url };

  async function endAfterDeadline(question: string) {
    log.fatal(
      { question },
      'question ran past the hard deadline: the process ends and its work is taken up elsewhere',
    );
    draining = true;
    jobs.intake.close();
    await Promise.race([delay(LAST_CALL_MS), othersFinished()]);
    deps.process.killSelf();
  }

  /** The hung one never leaves, so all others have when one is left. */
  async function othersFinished() {
    while (inFlight.size > 1) await delay(20);
  }
}
