import { createQuestionMetrics, createRegistry } from '../shared/process/metrics.js';
import { createUpstreamMetrics } from './upstreams/metrics.js';

/** What a worker process tells Prometheus. */
export function createWorkerMetrics(version: string, model: string, data: string) {
  const registry = createRegistry({ version, model, data });
  return {
    registry,
    questions: createQuestionMetrics(registry),
    upstreams: createUpstreamMetrics(registry),
  };
}

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;
