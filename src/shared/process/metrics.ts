import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { readLimits } from './limits.js';

/** A process' own registry with Node's default metrics, who it is and what it may use. */
export function createRegistry(build: { version: string; model: string; data: string }): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'agrobot_build_info',
    help: 'Version of the code, revision of the model and version of the data; always 1.',
    labelNames: ['version', 'model', 'data'],
    registers: [registry],
  }).set(build, 1);
  const limits = readLimits();
  new Gauge({
    name: 'agrobot_memory_limit_bytes',
    help: 'Memory that this process may use: the limit of its container, or all of the machine.',
    registers: [registry],
  }).set(limits.memoryBytes);
  new Gauge({
    name: 'agrobot_cpu_limit_cores',
    help: 'Cores that this process may use: the quota of its container, or all of the machine.',
    registers: [registry],
  }).set(limits.cores);
  return registry;
}

/** Every process that ends questions counts those that it was the first to end: workers, and the API for cancellations. */
export function createEndedCounter(registry: Registry): Counter<'status' | 'intent'> {
  const ended = new Counter({
    name: 'agrobot_questions_total',
    help: 'Questions that reached a terminal state by the word of this process.',
    labelNames: ['status', 'intent'],
    registers: [registry],
  });
  // A counter that begins with its first event would hide that one from rate().
  for (const status of ['failed', 'cancelled']) ended.inc({ status, intent: '' }, 0);
  return ended;
}

/** How questions end, and how long each stage of their way takes. */
export function createQuestionMetrics(registry: Registry) {
  const registers = [registry];
  return {
    ended: createEndedCounter(registry),
    stage: new Histogram({
      name: 'agrobot_stage_duration_seconds',
      help: 'Time of each stage of a question: queue, inference, answer, total.',
      labelNames: ['stage'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    batchSize: new Histogram({
      name: 'agrobot_batch_size',
      help: 'Questions that went through the model together.',
      buckets: [1, 2, 4, 8, 16, 32],
      registers,
    }),
    confidence: new Histogram({
      name: 'agrobot_model_confidence',
      help: "The model's calibrated confidence in the intent that was answered.",
      buckets: [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99],
      registers,
    }),
  };
}

export type QuestionMetrics = ReturnType<typeof createQuestionMetrics>;

/**
 * Depth and age of the queues, asked for when Prometheus asks.
 * @param read counts of jobs a queue and state, and the age of the oldest open question in seconds (0 when there is none)
 */
export function observeQueues(
  registry: Registry,
  read: () => Promise<{
    jobs: Record<string, Record<string, number>>;
    oldestAgeS: Record<string, number>;
  }>,
): void {
  let reading: Promise<Awaited<ReturnType<typeof read>> | null> | undefined;
  // Both gauges are collected in one scrape: one reading serves both. While Redis is away they have no value, and all
  // other metrics are served all the same.
  const readOnce = () => {
    reading ??= read()
      .catch(() => null)
      .finally(() => (reading = undefined));
    return reading;
  };
  new Gauge({
    name: 'agrobot_queue_jobs',
    help: 'Jobs by queue and state; queue "all", state "open": questions accepted and not finished.',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      const depth = await readOnce();
      this.reset();
      for (const [queue, states] of Object.entries(depth?.jobs ?? {})) {
        for (const [state, count] of Object.entries(states)) this.set({ queue, state }, count);
      }
    },
  });
  new Gauge({
    name: 'agrobot_queue_oldest_age_seconds',
    help: 'Queue "all": age of the oldest question that is not finished; "webhooks": how long the oldest delivery has been due.',
    labelNames: ['queue'],
    registers: [registry],
    async collect() {
      const depth = await readOnce();
      this.reset();
      for (const [queue, ageS] of Object.entries(depth?.oldestAgeS ?? {})) this.set({ queue }, ageS);
    },
  });
}

/** Serves a small table of paths on a port of its own; port 0 takes any free one. */
export async function serveOperations(
  { host, port }: { host: string; port: number },
  routes: Record<string, () => Promise<{ status: number; type?: string; body: string }>>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const route = routes[(request.url ?? '').split('?', 1)[0] ?? ''];
    if (!route) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('not found\n');
      return;
    }
    route().then(
      ({ status, type = 'application/json; charset=utf-8', body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(`${reason}\n`);
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
