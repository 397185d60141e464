import type { Redis } from 'ioredis';
import type { HostPort } from '../../shared/process/redis/address.js';
import type { RedisState } from './redisFindings.js';

export interface Seen {
  state: RedisState;
  /** As the server itself names them. */
  replicas: HostPort[];
}

/** Asks one server what it is and how it is set. Nothing is changed in it. */
export async function readRedis(redis: Redis): Promise<Seen> {
  const info = parseInfo(await redis.info());
  if (info.redis_mode === 'sentinel') throw new Error('it is a sentinel');
  const askedAtMs = Date.now();
  const [seconds, microseconds] = (await redis.time()).map(Number) as [number, number];
  const hereMs = (askedAtMs + Date.now()) / 2;
  const save = await setting(redis, 'save');
  const minReplicas = await setting(redis, 'min-replicas-to-write');
  const state = {
    version: info.redis_version ?? '0',
    isClusterNode: info.redis_mode === 'cluster',
    role: info.role ?? 'master',
    replicas: Number(info.connected_slaves ?? 0),
    minReplicas: minReplicas === null ? null : Number(minReplicas),
    policy: info.maxmemory_policy ?? null,
    appendOnly: info.aof_enabled === '1',
    snapshots: save === null ? null : save !== '',
    lastWritesOk: info.rdb_last_bgsave_status !== 'err' && info.aof_last_write_status !== 'err',
    usedBytes: Number(info.used_memory ?? 0),
    maxBytes: Number(info.maxmemory ?? 0) || Number(info.total_system_memory ?? 0),
    limited: Number(info.maxmemory ?? 0) > 0,
    evicted: Number(info.evicted_keys ?? 0),
    aheadMs: seconds * 1_000 + microseconds / 1_000 - hereMs,
  };
  return { state, replicas: replicasIn(info) };
}

/** Null where CONFIG is not for us, as with most services that are rented. */
async function setting(redis: Redis, name: string): Promise<string | null> {
  try {
    const [, value = ''] = await redis.config('GET', name);
    return value;
  } catch {
    return null;
  }
}

function parseInfo(info: string): Partial<Record<string, string>> {
  const lines = info.split('\r\n').filter((line) => line.includes(':') && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
}

/** `slave0` and so on: `ip=10.0.0.2,port=6379,state=online,…` */
function replicasIn(info: Partial<Record<string, string>>): HostPort[] {
  return Object.entries(info).flatMap(([name, value = '']) => {
    if (!/^slave\d+$/.test(name)) return [];
    const fields = new Map(value.split(',').map((field) => field.split('=', 2) as [string, string]));
    const host = fields.get('ip');
    return host === undefined ? [] : [{ host, port: Number(fields.get('port')) }];
  });
}
