import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What this API process does; see also the metrics of questions and queues. */
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
  };
}

export type ApiMetrics = ReturnType<typeof createApiMetrics>;
