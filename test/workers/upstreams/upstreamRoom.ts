import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Pace } from '../../../src/workers/upstreams/http/createService.js';
import { createUpstreamMetrics } from '../../../src/workers/upstreams/metrics.js';

/** Pauses of a few milliseconds, so that retries and breakers are seen without waiting for them. */
export const QUICK: Partial<Pace> = { firstPauseMs: 1, longestPauseMs: 2 };

/** A process' own log and metrics, to be looked into. */
export function openUpstreamRoom() {
  const lines: string[] = [];
  const registry = new Registry();
  const metrics = createUpstreamMetrics(registry);
  return {
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    metrics,
    /** Everything that was logged. */
    logged: () => lines.join(''),
    /** `{ 'open-meteo ok': 1 }` */
    requests: () => counted(metrics.requests, 'upstream'),
    /** `{ 'weather hit': 1 }` */
    cache: () => counted(metrics.cache, 'cache'),
    async breakerOf(upstream: string): Promise<number | undefined> {
      const { values } = await metrics.breaker.get();
      return values.find(({ labels }) => labels.upstream === upstream)?.value;
    },
  };
}

export type UpstreamRoom = ReturnType<typeof openUpstreamRoom>;

async function counted(
  counter: UpstreamRoom['metrics']['requests'] | UpstreamRoom['metrics']['cache'],
  label: 'upstream' | 'cache',
): Promise<Record<string, number>> {
  const { values } = await counter.get();
  return Object.fromEntries(
    values.map(({ labels, value }) => [
      `${(labels as Record<string, string>)[label]} ${labels.outcome}`,
      value,
    ]),
  );
}

/** What one answer may take. */
export function limitsOf(budgetMs = 5_000, signal = new AbortController().signal) {
  return { signal, deadlineAt: performance.now() + budgetMs };
}
