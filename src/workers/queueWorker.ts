import { WaitingError, Worker } from 'bullmq';
import type { RedisClient } from '../shared/process/redis/client.js';
import type { Logger } from '../shared/process/logger.js';
import type { Traces } from '../shared/process/traces/traces.js';
import type { Keys } from '../shared/questions/keys.js';
import type { AnswerJob, QueueName } from '../shared/questions/queue.js';
import type { Intake } from './intake.js';
import type { QuestionJob } from './questionJob.js';

/** A dead worker's job comes back after at most both together: 15 s instead of BullMQ's 60. */
const LOCK_DURATION_MS = 10_000;
const STALLED_INTERVAL_MS = 5_000;
/** High, because it counts for innocent neighbours too; the record's own count of crashes stops poison. */
const MAX_STALLED_COUNT = 10;

/** BullMQ's worker of one queue; it takes nothing until it is run, nor while the intake is closed. */
export function createQueueWorker({
  queue,
  connection,
  keys,
  name,
  concurrency,
  intake,
  log,
  traces,
  processJob,
}: {
  queue: QueueName;
  connection: RedisClient;
  keys: Keys;
  name: string;
  concurrency: number;
  intake: Pick<Intake, 'isClosed' | 'onError'>;
  log: Logger;
  traces: Traces;
  processJob: QuestionJob;
}): Worker<AnswerJob, void> {
  const worker = new Worker<AnswerJob, void>(
    queue,
    async (job, token) => {
      // BullMQ may bring one more after it was paused.
      if (intake.isClosed()) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      await processJob(job, token);
    },
    {
      connection,
      prefix: keys.bull,
      name,
      concurrency,
      lockDuration: LOCK_DURATION_MS,
      stalledInterval: STALLED_INTERVAL_MS,
      maxStalledCount: MAX_STALLED_COUNT,
      autorun: false,
      ...(traces.bullmq && { telemetry: traces.bullmq }),
    },
  );
  worker.on('error', intake.onError);
  worker.on('failed', (job, error) =>
    log.error({ question: job?.id, queue, reason: error.message }, 'job failed'),
  );
  worker.on('stalled', (question) =>
    log.warn({ question, queue }, 'job lost its worker and is taken up again'),
  );
  return worker;
}
