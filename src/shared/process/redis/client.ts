import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisAddress } from './address.js';

/** One server, the master that sentinels name, or all nodes of a Cluster. */
export type RedisClient = Redis | Cluster;

/** How a client bears with a Redis that is away, slow or moving. */
export interface Manner {
  /** Between two attempts to connect; null: there is only one. */
  retryDelayMs: number | null;
  connectTimeoutMs: number;
  /** Without it a command may take as long as it likes. */
  commandTimeoutMs?: number;
  /** Commands wait while Redis is away; else they fail at once. */
  waits: boolean;
  /** Commands of one tick leave together. */
  pipelines: boolean;
  /** Connects when `connect()` is called. */
  lazy?: boolean;
  /** What a close gets before the socket is destroyed. */
  disconnectTimeoutMs?: number;
}

/** Long enough for a failover, short enough for a request: looking for the new master costs 0.1 s a time. */
const SEARCHES = 16;
const SEARCH_DELAY_MS = 100;
/**
 * A master that hangs keeps its connections open while a replica takes its place: who does not ask in between would wait
 * for it for ever.
 */
const SLOTS_REFRESH_INTERVAL_MS = 5_000;
const TOPOLOGY_TIMEOUT_MS = 1_000;
/** Sentinels that each connection listens to, to hear of a new master before the old one's socket breaks. */
const SENTINELS_HEARD = 3;

export function openRedis(address: RedisAddress, manner: Manner): RedisClient {
  switch (address.kind) {
    case 'server':
      return new Redis(address.url, nodeOptions(manner));
    case 'sentinel':
      return new Redis({ ...nodeOptions(manner), ...sentinelOptions(address, manner) });
    case 'cluster':
      return openCluster(address, manner);
  }
}

/** For connections to one node, whoever named it. */
export function nodeOptions(manner: Manner) {
  const { retryDelayMs, commandTimeoutMs, disconnectTimeoutMs } = manner;
  return {
    retryStrategy: () => retryDelayMs,
    connectTimeout: manner.connectTimeoutMs,
    ...(commandTimeoutMs === undefined ? {} : { commandTimeout: commandTimeoutMs }),
    ...(disconnectTimeoutMs === undefined ? {} : { disconnectTimeout: disconnectTimeoutMs }),
    enableOfflineQueue: manner.waits || manner.lazy === true,
    maxRetriesPerRequest: manner.waits ? null : 0,
    enableAutoPipelining: manner.pipelines,
    lazyConnect: manner.lazy ?? false,
    // An address that fails over (a managed Redis behind a name, a master that became a replica) is looked up again.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  } satisfies RedisOptions;
}

type AddressOf<Kind extends RedisAddress['kind']> = Extract<RedisAddress, { kind: Kind }>;

function sentinelOptions(address: AddressOf<'sentinel'>, { retryDelayMs }: Manner) {
  return {
    sentinels: address.sentinels,
    name: address.group,
    username: address.username,
    password: address.password,
    sentinelUsername: address.sentinelUsername,
    sentinelPassword: address.sentinelPassword,
    ...(address.tls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    sentinelRetryStrategy: () => retryDelayMs,
    sentinelCommandTimeout: TOPOLOGY_TIMEOUT_MS,
    failoverDetector: retryDelayMs !== null,
    sentinelMaxConnections: SENTINELS_HEARD,
  } satisfies RedisOptions;
}

function openCluster(address: AddressOf<'cluster'>, manner: Manner): Cluster {
  const {
    retryStrategy: _,
    enableOfflineQueue,
    enableAutoPipelining,
    lazyConnect,
    ...node
  } = nodeOptions(manner);
  return new Cluster(address.nodes, {
    clusterRetryStrategy: () => manner.retryDelayMs,
    // A client with a single attempt says by its commands' errors what the cluster lacks.
    enableReadyCheck: manner.retryDelayMs !== null,
    enableOfflineQueue,
    enableAutoPipelining,
    lazyConnect,
    maxRedirections: manner.waits ? Infinity : SEARCHES,
    retryDelayOnMoved: SEARCH_DELAY_MS,
    retryDelayOnFailover: SEARCH_DELAY_MS,
    retryDelayOnClusterDown: SEARCH_DELAY_MS,
    retryDelayOnTryAgain: SEARCH_DELAY_MS,
    slotsRefreshTimeout: TOPOLOGY_TIMEOUT_MS,
    ...(manner.retryDelayMs === null ? {} : { slotsRefreshInterval: SLOTS_REFRESH_INTERVAL_MS }),
    // Names stay names: certificates are made out to them, and a name may mean another node tomorrow.
    dnsLookup: (host, found) => found(null, host),
    redisOptions: {
      ...node,
      username: address.username,
      password: address.password,
      ...(address.tls ? { tls: {} } : {}),
    },
  });
}

/** An error's own words, and what ioredis hides behind them. */
export function reasonOf(error: unknown): string {
  const { message = String(error), lastNodeError } = error as Error & { lastNodeError?: Error | null };
  return lastNodeError ? `${message} ${lastNodeError.message}` : message;
}
