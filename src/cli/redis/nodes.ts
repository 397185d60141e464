import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from '../../shared/process/redis/client.js';

/**
 * The nodes that hold a key, its master first; outside of a Cluster the connection itself. For commands without a key
 * (SCAN, INFO, CONFIG), which a Cluster would send to any of its nodes.
 */
export async function nodesOf(redis: RedisClient, key: string): Promise<[Redis, ...Redis[]]> {
  if (!(redis instanceof Cluster)) return [redis];
  const slot = Number(await redis.cluster('KEYSLOT', key));
  const [master, ...replicas] = (redis.slots[slot] ?? []).flatMap((name) =>
    redis.nodes().filter(({ options: { host, port } }) => `${host}:${port}` === name),
  );
  if (!master) throw new Error(`no node of the Cluster holds slot ${slot}`);
  return [master, ...replicas];
}
