import type { Queue } from 'bullmq';
import type { RedisClient } from '../process/redis/client.js';
import type { Logger } from '../process/logger.js';
import type { Traces } from '../process/traces/traces.js';
import { createWebhooksQueue, type DeliveryJob } from '../webhooks/queue.js';
import type { Keys } from './keys.js';
import { createQueue, type QuestionQueues } from './queue.js';

/** Every queue of an installation. */
export type Queues = QuestionQueues & { readonly webhooks: Queue<DeliveryJob> };

/** For whoever adds jobs; what goes wrong with the connection, the connection itself tells. */
export function openQueues(connection: RedisClient, keys: Keys, log: Logger, traces: Traces): Queues {
  const queues = {
    questions: createQueue('questions', connection, keys, traces),
    compositions: createQueue('compositions', connection, keys, traces),
    webhooks: createWebhooksQueue(connection, keys, traces),
  };
  for (const queue of Object.values(queues)) {
    queue.on('error', (error) => log.debug({ reason: error.message }, 'queue error'));
  }
  return queues;
}
