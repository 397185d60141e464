import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import type { RedisClient } from '../../shared/process/redis/client.js';
import type { Dispatcher } from 'undici';
import type { Logger } from '../../shared/process/logger.js';
import { clientSpan } from '../../shared/process/traces/clientSpan.js';
import type { Traces } from '../../shared/process/traces/traces.js';
import type { Keys } from '../../shared/questions/keys.js';
import { isTerminal, readQuestion } from '../../shared/questions/read.js';
import {
  claimDelivery,
  readDeliveryUrl,
  settleDelivery,
  type Attempt,
  type Settlement,
} from '../../shared/webhooks/deliveries.js';
import { DELIVERY_JOB_VERSION, deliveryJobSchema, type DeliveryJob } from '../../shared/webhooks/queue.js';
import { checkWebhookUrl } from '../../shared/webhooks/urls.js';
import type { WebhookSettings } from '../../shared/webhooks/variables.js';
import type { Persist } from '../persistentWrites.js';
import type { HostSlots } from './hostSlots.js';
import { messageFor } from './message.js';
import { post, type Posted } from './post.js';
import { delayAfter, type Schedule } from './schedule.js';

/** A record of a newer version waits for a worker that can read it. */
const NEWER_VERSION_RETRY_MS = 5_000;
const GONE = 410;
const POST = { 'http.request.method': 'POST' };

/** How an attempt left its delivery. */
export type AttemptOutcome = 'delivered' | 'put_off' | 'given_up';

export interface DeliverDependencies {
  redis: RedisClient;
  keys: Keys;
  log: Logger;
  settings: WebhookSettings;
  version: string;
  dispatcher: Dispatcher;
  slots: HostSlots;
  persist: Persist;
  traces: Traces;
  schedule: Schedule;
  timeoutMs: number;
  /** After the outcome is written. */
  onAttempt(outcome: AttemptOutcome): void;
}

/**
 * The processor of the webhooks queue: makes one attempt to deliver a question's ending, logs it, and delays its own
 * job until the next. Whatever happens to the job, the delivery's record decides. A delivery that is given up fails its
 * job, so that the dashboard shows it.
 */
export function createDeliver(deps: DeliverDependencies) {
  const { redis, keys, persist, slots, settings } = deps;

  return async function deliver(job: Job<DeliveryJob>, token: string | undefined): Promise<void> {
    const payload = deliveryJobSchema.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`job ${job.id} has no valid payload`);
    const { id, v } = payload.data;
    if (v > DELIVERY_JOB_VERSION) return putOff(job, token, NEWER_VERSION_RETRY_MS);

    // Its host is needed before the attempt is counted; what is gone has none and passes at once.
    const url = await readDeliveryUrl(redis, keys, id);
    const host = url === null ? '' : new URL(url).host;
    // Half of it more or less, so that they spread.
    if (!slots.take(host)) return putOff(job, token, slots.busyMs(host) * (0.5 + deps.schedule.random()));
    try {
      await attempt(job, token, id, host);
    } finally {
      slots.giveBack(host);
    }
  };

  async function attempt(job: Job<DeliveryJob>, token: string | undefined, id: string, host: string) {
    const claimed = await persist('claim delivery', () => claimDelivery(redis, keys, id));
    switch (claimed.outcome) {
      case 'gone':
      case 'ended':
        return;
      case 'newer':
        return putOff(job, token, NEWER_VERSION_RETRY_MS);
      case 'claimed':
    }
    const question = await readQuestion(redis, keys, id);
    if (question === null || !isTerminal(question.status)) {
      await settle(id, claimed.attempt, { state: 'failed', made: null });
      deps.log.warn({ question: id, host }, 'webhook given up: its question is past retention');
      return;
    }
    const { made, retryAfterMs } = await send(question, claimed.url);
    const state = stateAfter(made);
    const delayMs = state === 'pending' ? delayAfter(deps.schedule, claimed.attempt, retryAfterMs) : null;
    const fields = { question: id, host, attempt: claimed.attempt, ...made };
    if (state === 'delivered') {
      await settle(id, claimed.attempt, { state, made });
      deps.log.info(fields, 'webhook delivered');
      deps.onAttempt('delivered');
    } else if (delayMs === null) {
      await settle(id, claimed.attempt, { state: 'failed', made });
      deps.log.warn(fields, 'webhook given up');
      deps.onAttempt('given_up');
      throw new UnrecoverableError(
        `given up after ${claimed.attempt} attempts: ${made.status ?? made.error}`,
      );
    } else {
      const nextAtMs = Date.now() + delayMs;
      await settle(id, claimed.attempt, { state: 'pending', nextAtMs, made });
      deps.log.info({ ...fields, delayMs }, 'webhook not delivered, tried again later');
      deps.onAttempt('put_off');
      return putOff(job, token, delayMs);
    }
  }

  function settle(id: string, attempt: number, settlement: Settlement) {
    return persist('settle delivery', () => settleDelivery(redis, keys, id, attempt, settlement));
  }

  async function send(question: { id: string; json: string }, url: string): Promise<Posted> {
    const now = new Date();
    // Once more: which hosts may be private can have changed since the question was asked.
    const checked = checkWebhookUrl(url, settings.privateHosts);
    if ('problem' in checked) {
      return { made: { at: now.toISOString(), error: 'url_refused', duration_ms: 0 }, retryAfterMs: null };
    }
    const { headers, body } = messageFor(question, settings.secrets, deps.version, now);
    return deps.traces.inSpan(clientSpan('POST', new URL(checked.url), POST), async (span) => {
      const posted = await post(deps.dispatcher, checked.url, headers, body, deps.timeoutMs);
      const { status, error } = posted.made;
      if (status !== undefined) span.note({ 'http.response.status_code': status });
      if (status === undefined || status >= 400) span.fail(String(status ?? error));
      return posted;
    });
  }
}

/** 2xx is delivered; 410 says that nobody wants it any more (Standard Webhooks); all else may pass. */
function stateAfter({ status }: Attempt): 'delivered' | 'failed' | 'pending' {
  if (status === undefined) return 'pending';
  if (status >= 200 && status < 300) return 'delivered';
  return status === GONE ? 'failed' : 'pending';
}

async function putOff(job: Job<DeliveryJob>, token: string | undefined, delayMs: number): Promise<never> {
  await job.moveToDelayed(Date.now() + delayMs, token);
  throw new DelayedError();
}
