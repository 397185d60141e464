import path from 'node:path';
import type { Redis } from 'ioredis';
import { commonVariables, readEnvironment } from '../../shared/process/configuration.js';
import { varDir } from '../paths.js';
import { withoutPassword, withRedis } from '../redis/connection.js';
import { readPlace, urlOf } from '../redis/place.js';
import { fail, ok, type Finding } from './finding.js';
import { redisFindings, type RedisState } from './redisFindings.js';

const ANSWER_TIMEOUT_MS = 5_000;

/** The Redis of REDIS_URL, else that of the instance that runs on this machine. Nothing is changed in it. */
export async function checkRedis(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  let url: string;
  try {
    const place = env.REDIS_URL ? undefined : await readPlace(path.join(varDir(env), 'redis'));
    const { REDIS_URL } = commonVariables;
    url = place ? urlOf(place) : readEnvironment(env, { REDIS_URL }).REDIS_URL;
  } catch (error) {
    return [fail('redis', (error as Error).message, 'Set REDIS_URL, or REDIS_URL_FILE.')];
  }
  const address = withoutPassword(url);
  try {
    const state = await withRedis(url, ANSWER_TIMEOUT_MS, readState);
    return [ok('redis', `${address} answers, version ${state.version}`), ...redisFindings(state)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [fail('redis', `${address}: ${reason}`, adviceOn(reason))];
  }
}

async function readState(redis: Redis): Promise<RedisState> {
  const askedAtMs = Date.now();
  const [seconds, microseconds] = (await redis.time()).map(Number) as [number, number];
  const hereMs = (askedAtMs + Date.now()) / 2;
  const info = parseInfo(await redis.info());
  return {
    version: info.redis_version ?? '0',
    role: info.role ?? 'master',
    policy: info.maxmemory_policy ?? null,
    appendOnly: info.aof_enabled === '1',
    snapshots: await savesSnapshots(redis),
    lastWritesOk: info.rdb_last_bgsave_status !== 'err' && info.aof_last_write_status !== 'err',
    usedBytes: Number(info.used_memory ?? 0),
    maxBytes: Number(info.maxmemory ?? 0) || Number(info.total_system_memory ?? 0),
    limited: Number(info.maxmemory ?? 0) > 0,
    evicted: Number(info.evicted_keys ?? 0),
    aheadMs: seconds * 1_000 + microseconds / 1_000 - hereMs,
  };
}

/** Null where CONFIG is not for us, as with most services that are rented. */
async function savesSnapshots(redis: Redis): Promise<boolean | null> {
  try {
    const [, save = ''] = await redis.config('GET', 'save');
    return save !== '';
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

function adviceOn(reason: string): string {
  if (/NOAUTH|WRONGPASS|without any password/i.test(reason))
    return 'Is the password in REDIS_URL that of this Redis?';
  if (/NOPERM/.test(reason))
    return 'Allow its user at least +info +time and what BullMQ needs (+@all on its keys).';
  return 'Does it run, and is REDIS_URL right as seen from here?';
}
