import type { Queue } from 'bullmq';
import type { RedisClient } from '../process/redis/client.js';
import { nodeTimeMs } from '../process/redis/ownNode.js';
import type { Logger } from '../process/logger.js';
import { addDueDeliveries } from '../webhooks/dueDeliveries.js';
import { announceCancellation } from './cancellations.js';
import { deadlineProblem } from './endings.js';
import { finishQuestion, type Finish } from './finish.js';
import { createLostWorkers } from './heartbeats.js';
import type { Keys } from './keys.js';
import type { Queues } from './openQueues.js';
import { addQuestion, QUEUES, type AnswerJob, type QueueName } from './queue.js';
import { readQuestion } from './read.js';

const SWEEP_INTERVAL_MS = 5_000;
/** Younger questions may still be on their way into the queue; half the deadline where that is shorter. */
const ORPHAN_AGE_MS = 10_000;
/** Open questions looked at in one round; the next round goes on behind them. */
const PAGE = 1_000;

export interface SweepSettings extends Pick<Finish, 'onOwed'> {
  /** A question has failed at its deadline by this process' word. */
  onOverdue?: () => void;
  deadlineMs: number;
  retentionS: number;
  rememberMs: number;
}

/**
 * Walks the open questions: those past their deadline fail; those that no job carries (their process died between
 * accept and add, or BullMQ gave the job up) are added again; workers that died without a word are counted. Every
 * process runs it, a lease lets one at a time work.
 */
export function createSweep(
  redis: RedisClient,
  { webhooks, ...queues }: Queues,
  keys: Keys,
  settings: SweepSettings,
  log: Logger,
) {
  const countLostWorkers = createLostWorkers(redis, keys);
  let offset = 0;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;

  /** Of a newer version's queues nothing is known. */
  function queueNamed(name: string): Queue<AnswerJob> | undefined {
    return QUEUES.some((known) => known === name) ? queues[name as QueueName] : undefined;
  }

  async function failOverdue(nowMs: number) {
    const overdue = await redis.zrangebyscore(keys.open, '-inf', nowMs, 'LIMIT', 0, PAGE);
    for (const id of overdue) {
      const question = await readQuestion(redis, keys, id);
      const outcome = await finishQuestion(redis, keys, {
        id,
        conversationId: question?.conversationId ?? '',
        attempt: null,
        endedAtMs: nowMs,
        ending: { status: 'failed', error: deadlineProblem(id) },
        ...settings,
      });
      if (outcome !== 'finished') continue;
      log.warn({ question: id }, 'question failed at its deadline');
      settings.onOverdue?.();
      // Whoever still waits for somebody outside may stop.
      await announceCancellation(redis, keys, id);
    }
  }

  async function addOrphans(nowMs: number) {
    // Scored by deadline: the ones accepted long enough ago are those whose deadline is near enough.
    const latest = nowMs + settings.deadlineMs - Math.min(ORPHAN_AGE_MS, settings.deadlineMs / 2);
    const ids = await redis.zrangebyscore(keys.open, nowMs, latest, 'LIMIT', offset, PAGE);
    offset = ids.length === PAGE ? offset + PAGE : 0;
    if (ids.length === 0) return;
    const names = await Promise.all(ids.map((id) => redis.hget(keys.question(id), 'queue')));
    const jobs = await Promise.all(
      ids.map(async (id, index) => {
        const queue = queueNamed(names[index] ?? 'questions');
        return { id, queue, job: queue && (await redis.hmget(queue.toKey(id), 'timestamp', 'finishedOn')) };
      }),
    );
    for (const { id, queue, job } of jobs) {
      const [timestamp, finishedOn] = job ?? [];
      if (queue === undefined || (timestamp && !finishedOn)) continue;
      if (finishedOn) await queue.remove(id);
      await addQuestion(queue, id, 0);
      log.warn(
        { question: id, queue: queue.name, gaveUp: Boolean(finishedOn) },
        'open question without a job added again',
      );
    }
  }

  /** One round, if no other process has had one lately. */
  async function sweepOnce(): Promise<boolean> {
    const leased = await redis.set(keys.sweepLease, '1', 'PX', SWEEP_INTERVAL_MS - 500, 'NX');
    if (leased !== 'OK') return false;
    const nowMs = await nodeTimeMs(redis, keys.open);
    await failOverdue(nowMs);
    await addOrphans(nowMs);
    await addDueDeliveries(redis, webhooks, keys, nowMs);
    const lost = await countLostWorkers(nowMs);
    if (lost > 0) log.warn({ lost }, 'workers ended without a word');
    return true;
  }

  return {
    sweepOnce,
    start() {
      timer ??= setInterval(() => {
        round ??= sweepOnce()
          .then(() => undefined)
          .catch((error: unknown) => log.debug({ err: error }, 'sweep round failed'))
          .finally(() => (round = undefined));
      }, SWEEP_INTERVAL_MS).unref();
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await round;
    },
  };
}
