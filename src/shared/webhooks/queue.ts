import { Queue, type JobsOptions } from 'bullmq';
import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import type { Logger } from '../process/logger.js';
import { noTraces, type Traces } from '../process/traces/traces.js';
import type { Installation } from './keys.js';

/** Deliveries to receivers outside: up to ten seconds a job, and retries over hours. */
export const WEBHOOKS_QUEUE = 'webhooks';

/** A job carries nothing but the question's id: the delivery's record is the truth. */
export const DELIVERY_JOB_VERSION = 1;
export const deliveryJobSchema = z.object({ v: z.int(), id: z.string() });
export type DeliveryJob = z.infer<typeof deliveryJobSchema>;

const JOB_OPTIONS = {
  // The record counts attempts and says when the next is due; the processor delays its own job until then. So a job
  // that was lost with its queue goes on where it stood.
  attempts: 1,
  // Kept only so that the dashboard shows what went by lately; the record has the log.
  removeOnComplete: { count: 500 },
  removeOnFail: { count: 500, age: 24 * 3_600 },
} satisfies JobsOptions;

export function createWebhooksQueue(
  connection: RedisClient,
  { bull }: Pick<Installation, 'bull'>,
  traces: Pick<Traces, 'bullmq'> = noTraces,
): Queue<DeliveryJob> {
  return new Queue<DeliveryJob>(WEBHOOKS_QUEUE, {
    connection,
    prefix: bull,
    defaultJobOptions: JOB_OPTIONS,
    // Its options are constants; nobody reads them from Redis.
    skipMetasUpdate: true,
    ...(traces.bullmq && { telemetry: traces.bullmq }),
  });
}

/**
 * Adds the delivery that a finished question owes; it is safe to do it again, and where it fails the sweep does it.
 * @param id the question's
 */
export async function addDelivery(queue: Queue<DeliveryJob>, id: string): Promise<void> {
  await queue.add('deliver', { v: DELIVERY_JOB_VERSION, id }, { jobId: id });
}

/** For the script that ended a question: adds what it owes at once, instead of at the sweep's next round. */
export function addOwed(queue: Queue<DeliveryJob>, log: Logger): (id: string) => Promise<void> {
  return (id) =>
    addDelivery(queue, id).catch((error: unknown) =>
      log.warn({ question: id, err: error }, 'webhook not added to the queue yet'),
    );
}
