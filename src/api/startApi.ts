import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import type { RedisClient } from '../shared/process/redis/client.js';
import { ConfigurationError } from '../shared/process/configuration.js';
import type { Logger } from '../shared/process/logger.js';
import { createRegistry, observeQueues, serveOperations } from '../shared/process/metrics.js';
import { connectProducer, connectSubscriber, disconnect } from '../shared/process/redis/connections.js';
import type { Releases } from '../shared/process/releases.js';
import type { Traces } from '../shared/process/traces/traces.js';
import { createFollower } from '../shared/questions/follow.js';
import { liveWorkers } from '../shared/questions/heartbeats.js';
import { readWorkerEnds } from '../shared/questions/workerEnds.js';
import { keysFor } from '../shared/questions/keys.js';
import { openQueues } from '../shared/questions/openQueues.js';
import { addOwed } from '../shared/webhooks/queue.js';
import { createSweep } from '../shared/questions/sweep.js';
import { createApp } from './app.js';
import type { ApiConfig } from './config.js';
import { createCallers } from './http/callers.js';
import { createRateLimit } from './http/rateLimit.js';
import { createApiMetrics } from './metrics.js';
import { queueDepth } from './operate/queueDepth.js';
import { createWaits } from './questions/waits.js';
import { createRedisWatch, type Gate } from './redisWatch.js';
import type { Services } from './services.js';
import { createOpenStreams } from './sse/openStreams.js';

/** For a request's head and body; a body has at most 16 KiB. */
const REQUEST_TIMEOUT_MS = 30_000;
/** What requests in flight get to finish in while the process stops. */
const STOP_REQUESTS_MS = 5_000;

export interface RunningApi {
  url: string;
  metricsUrl: string;
  /** Resolves when Redis is there for the first time; until then requests get a 503. */
  ready: Promise<void>;
}

/**
 * Listens at once and serves as soon as Redis is there. All that it opens is registered with `releases` in the order in
 * which it has to be closed, last first: refuse new, end streams and waits, server, queue, Redis.
 * @throws ConfigurationError when an address is taken or not this machine's
 */
export async function startApi({
  config,
  version,
  log,
  releases,
  traces,
}: {
  config: ApiConfig;
  version: string;
  log: Logger;
  releases: Releases;
  traces: Traces;
}): Promise<RunningApi> {
  const registry = createRegistry({ version, model: '', data: '' });
  const metrics = createApiMetrics(registry);
  const gate: Gate = { draining: false, watch: null };
  let serving: Serving | null = null;
  metrics.tellDeadline(config.deadlineMs);
  metrics.observeRedisUp(() => gate.watch?.isThere() ?? false);

  const operations = await listening(
    () =>
      serveOperations(
        { host: config.metricsHost, port: config.metricsPort },
        {
          '/metrics': async () => ({
            status: 200,
            type: registry.contentType,
            body: await registry.metrics(),
          }),
        },
      ),
    { variable: 'METRICS_PORT', host: config.metricsHost, port: config.metricsPort },
  );
  releases.add('metrics', operations.close);

  const producer = connectProducer(config.redisUrl, log);
  releases.add('producer', () => disconnect(producer));
  const subscriber = connectSubscriber(config.redisUrl, log);
  releases.add('subscriber', () => disconnect(subscriber));

  releases.add('queue', () => serving?.stop());

  const app = createApp({
    config,
    version,
    log,
    metrics,
    traces,
    gate,
    services: () => serving?.services ?? null,
  });
  const server = createServer(
    { keepAliveTimeout: config.keepAliveMs, requestTimeout: REQUEST_TIMEOUT_MS },

    app,
  );
  await listening(() => listen(server, config), { variable: 'PORT', host: config.host, port: config.port });
  releases.add('server', () => closeServer(server));
  const { port } = server.address() as AddressInfo;
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;

  const ready = connected(producer, subscriber).then(async () => {
    serving = await serve({ config, version, log, metrics, traces }, producer, subscriber);
    const { services } = serving;
    gate.watch = services.watch;
    observeQueues(registry, async () => {
      const depth = await queueDepth(services);
      return {
        jobs: { ...depth.queues, all: { open: depth.open } },
        oldestAgeS: { all: depth.oldest_age_s, webhooks: depth.oldest_delivery_age_s },
      };
    });
    metrics.observeRedis(services.watch.state);
    metrics.observeWorkers(() => liveWorkers(services.redis, services.keys, Date.now()));
    metrics.observeWorkerEnds(() => readWorkerEnds(services.redis, services.keys));
    metrics.observeOpen(() => ({ streams: services.streams.count(), waits: services.waits.count() }));
    log.info({ url, metrics: operations.url }, 'api is ready');
  });
  releases.add('readiness', () => {
    gate.draining = true;
    serving?.services.streams.endAll();
    serving?.services.waits.endAll();
  });
  return { url, metricsUrl: `${operations.url}/metrics`, ready };
}

interface Serving {
  services: Services;
  stop(): Promise<void>;
}

/** Begun once Redis has been there: limiter stores and queues that begin without it do not recover. */
async function serve(
  given: Pick<Services, 'config' | 'version' | 'log' | 'metrics' | 'traces'>,
  producer: RedisClient,
  subscriber: Redis,
): Promise<Serving> {
  const { config, log, metrics, traces } = given;
  const keys = keysFor(config.prefix);
  const queues = openQueues(producer, keys, log, traces);
  const follower = await createFollower(producer, subscriber, keys);
  const sweep = createSweep(
    producer,
    queues,
    keys,
    {
      ...config,
      onOwed: addOwed(queues.webhooks, log),
      onOverdue: () => metrics.ended.inc({ status: 'failed', intent: '' }),
    },
    log,
  );
  // BullMQ defines its commands on the connection; an automatic pipeline that had begun before would not know them.
  await Promise.all(Object.values(queues).map((queue) => queue.waitUntilReady()));
  const watch = createRedisWatch(producer, keys, () => follower.reread());
  await watch.start();
  sweep.start();
  const services: Services = {
    ...given,
    redis: producer,
    keys,
    queues,
    follower,
    watch,
    callers: createCallers(producer, keys, config),
    rateLimit: config.ratePerMinute === null ? null : createRateLimit(producer, keys, config.ratePerMinute),
    waits: createWaits(follower),
    streams: createOpenStreams(() => metrics.readersDropped.inc()),
  };
  return {
    services,
    async stop() {
      watch.stop();
      follower.stop();
      await sweep.stop();
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
    },
  };
}

async function connected(...connections: RedisClient[]): Promise<void> {
  await Promise.all(
    connections
      .filter(({ status }) => status !== 'ready')
      .map((redis) => new Promise((resolve) => void redis.once('ready', resolve))),
  );
}

function listen(server: Server, { host, port }: ApiConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/** Waits for the requests in flight; idle connections close at once, and all others at the deadline. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), STOP_REQUESTS_MS - 500);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function listening<Result>(
  start: () => Promise<Result>,
  { variable, host, port }: { variable: string; host: string; port: number },
): Promise<Result> {
  try {
    return await start();
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'EADDRINUSE':
        throw new ConfigurationError(
          `${variable}: port ${port} on ${host} is taken; stop what listens there or set another ${variable}`,
        );
      case 'EACCES':
        throw new ConfigurationError(`${variable}: port ${port} needs more rights; set one from 1024 on`);
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new ConfigurationError(
          `${host} is not an address of this machine; set AGROBOT_HOST to one that is`,
        );
      default:
        throw error;
    }
  }
}
