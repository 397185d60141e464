import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import type { Keys } from './keys.js';
import { countWorkerEnd } from './workerEnds.js';

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

/** The workers heard of in the last 30 s. */
export async function liveWorkers(redis: RedisClient, keys: Keys, nowMs: number): Promise<Heartbeat[]> {
  const heartbeats = Object.values(await redis.hgetall(keys.workers)).map(read);
  return (
    heartbeats
      .filter((heartbeat) => !isSilent(heartbeat, nowMs))
      // A worker of a newer version may say it in another form: not listed.
      .filter((heartbeat): heartbeat is Heartbeat => heartbeatSchema.safeParse(heartbeat).success)
      .sort((a, b) => a.started_at.localeCompare(b.started_at))
  );
}

/**
 * Takes workers that died without a word off the list, and counts them. Only whom two looks in a row find with the same
 * last beat: when Redis was away for long, all are silent at the first one.
 * @returns one look; resolves to how many it took off
 */
export function createLostWorkers(redis: RedisClient, keys: Keys): (nowMs: number) => Promise<number> {
  let silent = new Map<string, string>();
  return async (nowMs) => {
    const beats = Object.entries(await redis.hgetall(keys.workers));
    const now = new Map(beats.filter(([, json]) => isSilent(read(json), nowMs)));
    const lost = [...now].filter(([id, json]) => silent.get(id) === json).map(([id]) => id);
    silent = now;
    if (lost.length === 0) return 0;
    const removed = await redis.hdel(keys.workers, ...lost);
    if (removed > 0) await countWorkerEnd(redis, keys, 'lost', removed);
    return removed;
  };
}

const read = (json: string) => JSON.parse(json) as Partial<Heartbeat>;

const isSilent = ({ seen_at }: Partial<Heartbeat>, nowMs: number) =>
  !(nowMs - Date.parse(seen_at ?? '') < HEARTBEAT_LIFETIME_MS);
