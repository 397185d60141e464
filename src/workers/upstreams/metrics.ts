import { Counter, Gauge, type Registry } from 'prom-client';

/** What services outside are asked, and what caches spare them. */
export function createUpstreamMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: 'agrobot_upstream_requests_total',
      help: 'Calls of services outside by how they ended; retries count with their call.',
      labelNames: ['upstream', 'outcome'],
      registers,
    }),
    cache: new Counter({
      name: 'agrobot_cache_requests_total',
      help:
        'What was asked of a cache: hit, miss, joined (took what another asker fetched), stale (the service is away), ' +
        'bypass (the cache itself is away).',
      labelNames: ['cache', 'outcome'],
      registers,
    }),
    breaker: new Gauge({
      name: 'agrobot_upstream_breaker_state',
      help: 'Circuit breaker of a service outside, in this process: 0 closed, 1 open, 2 half open.',
      labelNames: ['upstream'],
      registers,
    }),
  };
}

export type UpstreamMetrics = ReturnType<typeof createUpstreamMetrics>;
