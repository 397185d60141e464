import { Redis } from 'ioredis';
import type { RedisAddress } from './address.js';
import { nodeOptions, type Manner } from './client.js';

const LISTENS_INTERVAL_MS = 5_000;

/**
 * A connection for pub/sub to any one node of a Cluster: each hears what is published on all. The next node is taken
 * whenever the connection is lost. Unlike the subscriber in ioredis' Cluster it tells (`ready`) when it listens again, so
 * that what was missed can be read.
 */
export function openClusterSubscriber(
  { nodes, username, password, tls }: Extract<RedisAddress, { kind: 'cluster' }>,
  manner: Manner,
): Redis {
  let turn = Math.floor(Math.random() * nodes.length);
  const next = () => nodes[turn++ % nodes.length];
  const redis: Redis = new Redis({
    ...nodeOptions(manner),
    ...next(),
    username,
    password,
    ...(tls ? { tls: {} } : {}),
    retryStrategy() {
      Object.assign(redis.options, next());
      return manner.retryDelayMs;
    },
    // Data is expected only while a command waits for its reply.
    socketTimeout: LISTENS_INTERVAL_MS,
  });
  // A node that hangs, or was cut off from the others, hears nothing and keeps the connection open.
  const timer = setInterval(() => {
    if (redis.status !== 'ready') return;
    redis.cluster('INFO').then(
      (info) => /^cluster_state:fail/m.test(String(info)) && redis.disconnect(true),
      () => undefined,
    );
  }, LISTENS_INTERVAL_MS).unref();
  redis.once('end', () => clearInterval(timer));
  return redis;
}
