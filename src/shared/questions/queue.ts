import { Queue, type JobsOptions } from 'bullmq';
import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import { noTraces, type Traces } from '../process/traces/traces.js';
import type { Keys } from './keys.js';

/**
 * The two queues that a question goes through. `questions`: inference and local data, milliseconds a job.
 * `compositions`: upstreams and the language model, seconds a job. Apart, so that ten slow answers do not hold up a
 * thousand fast ones.
 */
export const QUEUES = ['questions', 'compositions'] as const;
export type QueueName = (typeof QUEUES)[number];

/** A job carries nothing but the question's id: the record is the truth. */
export const JOB_VERSION = 1;
export const answerJobSchema = z.object({ v: z.int(), id: z.string() });
export type AnswerJob = z.infer<typeof answerJobSchema>;

export type QuestionQueues = Readonly<Record<QueueName, Queue<AnswerJob>>>;

/** From this many open questions on, a caller's questions stand behind those of callers with fewer. */
export const PRIORITY_FROM_OPEN = 5;
const HIGHEST_BULLMQ_PRIORITY = 2_097_152;

const JOB_OPTIONS = {
  // Retries belong to the stall recovery and to the record's count of crashes; a processor that throws is a bug.
  attempts: 1,
  // Kept only so that the dashboard shows what went by lately; the record holds the answer.
  removeOnComplete: { count: 500 },
  removeOnFail: { count: 500, age: 24 * 3_600 },
} satisfies JobsOptions;

export function createQueue(
  name: QueueName,
  connection: RedisClient,
  keys: Keys,
  traces: Pick<Traces, 'bullmq'> = noTraces,
): Queue<AnswerJob> {
  return new Queue<AnswerJob>(name, {
    connection,
    prefix: keys.bull,
    defaultJobOptions: JOB_OPTIONS,
    skipMetasUpdate: true,
    ...(traces.bullmq && { telemetry: traces.bullmq }),
  });
}

/** Adding an id that is known does nothing, so it may be repeated whenever it is not sure to have happened. */
export async function addQuestion(queue: Queue<AnswerJob>, id: string, callerOpen: number): Promise<void> {
  const priority =
    callerOpen >= PRIORITY_FROM_OPEN ? { priority: Math.min(callerOpen, HIGHEST_BULLMQ_PRIORITY) } : {};
  await queue.add('answer', { v: JOB_VERSION, id }, { jobId: id, ...priority });
}
