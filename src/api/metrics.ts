import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { createEndedCounter } from '../shared/process/metrics.js';
import { WORKER_ENDS, type WorkerEnd } from '../shared/questions/workerEnds.js';
import type { RedisState } from './redisWatch.js';

/**
 * What this API process does, and what it sees of Redis and of the workers, so that neither needs an exporter of its
 * own; see also the metrics of questions and queues.
 */
export function createApiMetrics(registry: Registry) {
  const registers = [registry];
  const requests = new Counter({
    name: 'agrobot_http_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'agrobot_http_request_duration_seconds',
    help: 'Time from request to reply; streams and waits count to their end.',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const readersDropped = new Counter({
    name: 'agrobot_stream_readers_dropped_total',
    help: 'Stream readers dropped because they read too slowly.',
    registers,
  });

  return {
    readersDropped,
    /** Cancellations, and what failed at its deadline. */
    ended: createEndedCounter(registry),
    /** Counters of one route, looked up once instead of once a request. */
    forRoute(method: string, route: string): (status: number, seconds: number) => void {
      const timed = duration.labels(method, route);
      const counted = new Map<number, { inc(): void }>();
      return (status, seconds) => {
        timed.observe(seconds);
        let counter = counted.get(status);
        if (!counter) counted.set(status, (counter = requests.labels(method, route, String(status))));
        counter.inc();
      };
    },
    /** Streams and waiting requests that are open now. */
    observeOpen(read: () => { streams: number; waits: number }): void {
      new Gauge({
        name: 'agrobot_open_readers',
        help: 'Readers that are connected now, by kind: stream or wait.',
        labelNames: ['kind'],
        registers,
        collect() {
          const { streams, waits } = read();
          this.set({ kind: 'stream' }, streams);
          this.set({ kind: 'wait' }, waits);
        },
      });
    },
    /** Told from the start on; all else of Redis only when it was there. */
    observeRedisUp(answers: () => boolean): void {
      new Gauge({
        name: 'agrobot_redis_up',
        help: 'Whether Redis answers this process: 1 or 0.',
        registers,
        collect() {
          this.set(answers() ? 1 : 0);
        },
      });
    },
    /** @param read what the watch last saw */
    observeRedis(read: () => RedisState): void {
      new Gauge({
        name: 'agrobot_redis_memory_used_bytes',
        help: 'Memory that Redis uses, as last seen.',
        registers,
        collect() {
          this.set(read().usedBytes);
        },
      });
      new Gauge({
        name: 'agrobot_redis_memory_max_bytes',
        help: "Redis' maxmemory, as last seen; 0 = no limit.",
        registers,
        collect() {
          this.set(read().maxBytes);
        },
      });
      new Counter({
        name: 'agrobot_redis_evicted_keys_total',
        help: 'Keys that Redis threw away for want of memory since it started: questions that were lost.',
        registers,
        collect() {
          this.reset();
          this.inc(read().evictedKeys);
        },
      });
    },
    /** What an alert measures the age of the oldest question by. */
    tellDeadline(ms: number): void {
      new Gauge({
        name: 'agrobot_question_deadline_seconds',
        help: 'Age at which an open question fails (AGROBOT_QUESTION_DEADLINE_S).',
        registers,
      }).set(ms / 1_000);
    },
    /** @param read the workers heard of lately, asked for when Prometheus asks; while Redis is away there is no value */
    observeWorkers(read: () => Promise<{ draining: boolean }[]>): void {
      new Gauge({
        name: 'agrobot_workers',
        help: 'Workers heard of in the last 30 s, by state: ready or draining.',
        labelNames: ['state'],
        registers,
        async collect() {
          const workers = await read().catch(() => null);
          this.reset();
          if (workers === null) return;
          const draining = workers.filter((worker) => worker.draining).length;
          this.set({ state: 'ready' }, workers.length - draining);
          this.set({ state: 'draining' }, draining);
        },
      });
    },
    /** @param read as Redis has it, so every replica tells the same; while Redis is away there is no value */
    observeWorkerEnds(read: () => Promise<Record<WorkerEnd, number>>): void {
      new Counter({
        name: 'agrobot_worker_recycles_total',
        help: 'Workers whose place another took: they asked for it (reason memory, jobs), or crashed or were killed (lost).',
        labelNames: ['reason'],
        registers,
        async collect() {
          const ends = await read().catch(() => null);
          this.reset();
          if (ends === null) return;
          for (const reason of WORKER_ENDS) this.inc({ reason }, ends[reason]);
        },
      });
    },
  };
}

export type ApiMetrics = ReturnType<typeof createApiMetrics>;
