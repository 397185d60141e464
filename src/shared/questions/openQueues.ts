import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '../process/logger.js';
import { createWebhooksQueue, type DeliveryJob } from '../webhooks/queue.js';
import type { Keys } from './keys.js';
import { createQueue, type QuestionQueues } from './queue.js';

/** Every queue of an installation. */
export type Queues = QuestionQueues & { readonly webhooks: Queue<DeliveryJob> };

/** For whoever adds jobs; what goes wrong with the connection, the connection itself tells. */
export function openQueues(connection: Redis, keys: Keys, log: Logger): Queues {
  const queues = {
    questions: createQueue('questions', connection, keys),
    compositions: createQueue('compositions', connection, keys),
    webhooks: createWebhooksQueue(connection, keys),
  };
  for (const queue of Object.values(queues)) {
    queue.on('error', (error) => log.debug({ reason: error.message }, 'queue error'));
  }
  return queues;
}
