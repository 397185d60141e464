import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import type { Keys } from './keys.js';

/** A worker that was not heard of for this long is not listed any more. */
export const HEARTBEAT_LIFETIME_MS = 30_000;
export const HEARTBEAT_INTERVAL_MS = 1_000;

const heartbeatSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.int(),
  started_at: z.iso.datetime(),
  seen_at: z.iso.datetime(),
  version: z.string(),
  model: z.object({ id: z.string(), revision: z.string(), sha256: z.string() }),
  dataset: z.object({ version: z.string() }),
  threads: z.int(),
  in_flight: z.int(),
  answered: z.int(),
  draining: z.boolean(),
});

export type Heartbeat = z.infer<typeof heartbeatSchema>;

export async function writeHeartbeat(redis: RedisClient, keys: Keys, heartbeat: Heartbeat): Promise<void> {
  await redis.hset(keys.workers, heartbeat.id, JSON.stringify(heartbeat));
}

export async function removeHeartbeat(redis: RedisClient, keys: Keys, id: string): Promise<void> {
  await redis.hdel(keys.workers, id);
}

/** The workers heard of in the last 30 s; those that died without a word are removed on the way. */
export async function liveWorkers(redis: RedisClient, keys: Keys, nowMs: number): Promise<Heartbeat[]> {
  const live: Heartbeat[] = [];
  const dead: string[] = [];
  for (const [id, json] of Object.entries(await redis.hgetall(keys.workers))) {
    const heartbeat = JSON.parse(json) as Partial<Heartbeat>;
    const seenAtMs = Date.parse(heartbeat.seen_at ?? '');
    if (!(nowMs - seenAtMs < HEARTBEAT_LIFETIME_MS)) dead.push(id);
    // A worker of a newer version may say it in another form: not listed, but not removed either.
    else if (heartbeatSchema.safeParse(heartbeat).success) live.push(heartbeat as Heartbeat);
  }
  if (dead.length > 0) await redis.hdel(keys.workers, ...dead);
  return live.sort((a, b) => a.started_at.localeCompare(b.started_at));
}
