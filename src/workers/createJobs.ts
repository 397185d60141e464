import type { RedisClient } from '../shared/process/redis/client.js';
import type { Answering } from '../answering/ports.js';
import type { Figures } from '../shared/eva/figures.js';
import type { Logger } from '../shared/process/logger.js';
import type { Traces } from '../shared/process/traces/traces.js';
import type { Keys } from '../shared/questions/keys.js';
import { openQueues } from '../shared/questions/openQueues.js';
import { addQuestion } from '../shared/questions/queue.js';
import { addOwed } from '../shared/webhooks/queue.js';
import { createAnswerJob } from './answerJob.js';
import { createComposeJob } from './composeJob.js';
import type { WorkerConfig } from './config.js';
import { createEndQuestion } from './endQuestion.js';
import { createInFlight } from './inFlight.js';
import type { Classifier } from './inference/classification.js';
import { createIntake } from './intake.js';
import { createPersistentWrites } from './persistentWrites.js';
import { createQuestionJob } from './questionJob.js';
import { createQueueWorker } from './queueWorker.js';
import { createSoloGate } from './soloGate.js';
import type { createUpstreams } from './upstreams/createUpstreams.js';
import { tracedStages } from './tracedStages.js';
import { startWebhookDelivery, type WebhookDelivery } from './webhooks/startWebhookDelivery.js';
import type { WorkerMetrics } from './workerMetrics.js';

export interface JobsDependencies {
  /** The name that BullMQ knows this worker by. */
  id: string;
  version: string;
  config: WorkerConfig;
  keys: Keys;
  log: Logger;
  /** What was found out is written by it, whatever Redis is at. */
  writer: RedisClient;
  /** Fails at once while Redis is away. */
  producer: RedisClient;
  /** BullMQ blocks on it. */
  bullConnection: RedisClient;
  classifier: Classifier;
  answerQuestion: Answering;
  figures: Figures;
  upstreams: ReturnType<typeof createUpstreams>;
  metrics: WorkerMetrics;
  traces: Traces;
  /** A question has ended by this process' word. */
  onEnded(): void;
  /** An answer ran past the hard deadline. */
  onDeadline(question: string): void;
}

/** All that takes jobs in this process: the two queues of questions, and deliveries to webhooks where there are any. */
export function createJobs(deps: JobsDependencies) {
  const { id, version, config, keys, log, writer, producer, bullConnection } = deps;
  const { classifier, answerQuestion, figures, upstreams, metrics, traces, onEnded } = deps;
  const model = { id: classifier.manifest.id, revision: classifier.manifest.revision };
  const stopping = new AbortController();

  const gate = createSoloGate();
  const inFlight = createInFlight({ deadlineMs: config.jobDeadlineMs, onDeadline: deps.onDeadline });
  const intake = createIntake({
    log,
    pause() {
      for (const worker of workers) void worker.pause(true);
      delivery?.pause();
    },
    resume() {
      for (const worker of workers) void worker.resume();
      delivery?.resume();
    },
  });
  const persist = createPersistentWrites({ log, intake, signal: stopping.signal });
  const queues = openQueues(producer, keys, log, traces);
  /** How long what has ended is kept, and who hears of it. */
  const endings = {
    retentionS: config.retentionS,
    rememberMs: config.retentionS * 1_000,
    onOwed: addOwed(queues.webhooks, log),
  };

  const shared = {
    redis: writer,
    keys,
    log,
    inFlight,
    persist,
    end: createEndQuestion({
      redis: writer,
      keys,
      persist,
      metrics: metrics.questions,
      onEnded,
      ...endings,
    }),
    addHandedOver: (question: string, callerOpen: number) =>
      // The hand-over is written already: where this fails, the sweep adds it.
      addQuestion(queues.compositions, question, callerOpen).catch((error: unknown) =>
        log.warn({ question, err: error }, 'handed over question not added to the queue yet'),
      ),
    ...tracedStages({ classify: classifier.classify, answerQuestion }, model, traces),
    figures,
    model,
    canWrite: upstreams.canWrite,
  };
  const bull = { connection: bullConnection, keys, name: id, intake, log, traces };
  const workers = [
    createQueueWorker({
      ...bull,
      queue: 'questions',
      concurrency: config.concurrency,
      processJob: createQuestionJob(shared, {
        queue: 'questions',
        work: createAnswerJob(shared),
        enter: gate.enter,
        runAlone: gate.alone,
      }),
    }),
    createQueueWorker({
      ...bull,
      queue: 'compositions',
      concurrency: config.compositions,
      processJob: createQuestionJob(shared, {
        queue: 'compositions',
        work: createComposeJob({
          ...shared,
          outside: upstreams.outside,
          questionDeadlineMs: config.questionDeadlineMs,
        }),
      }),
    }),
  ];
  let delivery: WebhookDelivery | undefined;

  return {
    queues,
    endings,
    inFlight,
    intake,
    /** Resolves when jobs are taken. */
    async run(): Promise<void> {
      if (config.webhooks) {
        delivery = await startWebhookDelivery({
          connection: bullConnection,
          redis: writer,
          keys,
          log,
          settings: config.webhooks,
          version,
          persist,
          intake,
          traces,
          onAttempt: (outcome) => metrics.upstreams.requests.inc({ upstream: 'webhook', outcome }),
        });
      }
      // Until BullMQ has defined its scripts, a pipeline of this connection must not begin.
      await Promise.all([...workers, ...Object.values(queues)].map((one) => one.waitUntilReady()));
      for (const worker of workers) void worker.run();
    },
    /** Takes no more, lets what runs finish, and at the grace limit gives the rest back to the queues. */
    async stop(): Promise<void> {
      const limit = setTimeout(() => {
        inFlight.handBack();
        delivery?.cut();
        stopping.abort(new Error('the worker stops'));
      }, config.graceMs);
      await Promise.all([...workers.map((worker) => worker.close()), delivery?.stop()]);
      clearTimeout(limit);
    },
  };
}
