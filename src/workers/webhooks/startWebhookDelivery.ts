import type { LookupFunction } from 'node:net';
import { UnrecoverableError, Worker } from 'bullmq';
import type { RedisClient } from '../../shared/process/redis/client.js';
import type { Logger } from '../../shared/process/logger.js';
import { noTraces, type Traces } from '../../shared/process/traces/traces.js';
import type { Keys } from '../../shared/questions/keys.js';
import { WEBHOOKS_QUEUE, type DeliveryJob } from '../../shared/webhooks/queue.js';
import type { WebhookSettings } from '../../shared/webhooks/variables.js';
import type { Intake } from '../intake.js';
import type { Persist } from '../persistentWrites.js';
import { createPublicAgent } from './agent.js';
import { createDeliver, type AttemptOutcome } from './deliver.js';
import { createHostSlots } from './hostSlots.js';
import { POST_TIMEOUT_MS } from './post.js';
import { SCHEDULE, type Schedule } from './schedule.js';

/** Deliveries wait for others nearly all their time. */
const CONCURRENCY = 32;
const PER_HOST = 8;
/** Longer than an attempt, so that a process that was busy for a moment does not have one made twice. */
const LOCK_DURATION_MS = 20_000;
const STALLED_INTERVAL_MS = 10_000;
/** High, because it counts for innocent neighbours too; the record's own count of attempts stops a delivery. */
const MAX_STALLED_COUNT = 10;

export interface WebhookDeliveryOptions {
  /** For BullMQ's worker, which blocks on it. */
  connection: RedisClient;
  /** For the delivery's own reads and writes. */
  redis: RedisClient;
  keys: Keys;
  log: Logger;
  settings: WebhookSettings;
  /** AgroBot's, for the User-Agent. */
  version: string;
  persist: Persist;
  /** Hears of a Redis that refuses the queue. */
  intake: Pick<Intake, 'onError'>;
  traces?: Traces;
  onAttempt?: (outcome: AttemptOutcome) => void;
  schedule?: Schedule;
  timeoutMs?: number;
  lookup?: LookupFunction;
}

export interface WebhookDelivery {
  pause(): void;
  resume(): void;
  /** Ends posts that are under way, as if their connections had been cut: each is logged and tried again later. */
  cut(): void;
  /** Takes no more and lets what is under way end, at most the ten seconds of an attempt. */
  stop(): Promise<void>;
}

/** Takes jobs of the webhooks queue, once BullMQ is ready. */
export async function startWebhookDelivery(options: WebhookDeliveryOptions): Promise<WebhookDelivery> {
  const { connection, redis, keys, log, settings, version, persist } = options;
  const { traces = noTraces } = options;
  const dispatcher = createPublicAgent(settings.privateHosts, options.lookup);
  const deliver = createDeliver({
    redis,
    keys,
    log,
    settings,
    version,
    dispatcher,
    persist,
    traces,
    slots: createHostSlots(PER_HOST),
    schedule: options.schedule ?? SCHEDULE,
    timeoutMs: options.timeoutMs ?? POST_TIMEOUT_MS,
    onAttempt: options.onAttempt ?? (() => undefined),
  });
  const worker = new Worker<DeliveryJob, void>(WEBHOOKS_QUEUE, (job, token) => deliver(job, token), {
    connection,
    prefix: keys.bull,
    concurrency: CONCURRENCY,
    lockDuration: LOCK_DURATION_MS,
    stalledInterval: STALLED_INTERVAL_MS,
    maxStalledCount: MAX_STALLED_COUNT,
    autorun: false,
    ...(traces.bullmq && { telemetry: traces.bullmq }),
  });
  worker.on('error', options.intake.onError);
  worker.on('failed', (job, error) => {
    // One that was given up is logged as such; any other, the sweep adds again.
    if (error instanceof UnrecoverableError) return;
    log.error({ question: job?.id, reason: error.message }, 'webhook job failed');
  });
  await worker.waitUntilReady();
  void worker.run();
  return {
    pause: () => void worker.pause(true),
    resume: () => void worker.resume(),
    cut: () => void dispatcher.destroy(),
    async stop() {
      await worker.close();
      await dispatcher.destroy();
    },
  };
}
