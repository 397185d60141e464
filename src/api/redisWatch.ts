import type { RedisClient } from '../shared/process/redis/client.js';
import { nodeInfo } from '../shared/process/redis/ownNode.js';
import { FULL_FROM } from '../shared/questions/fullFrom.js';
import type { Keys } from '../shared/questions/keys.js';
import { Draining, StorageFull, Unavailable } from './http/outcomes.js';

const LOOK_EVERY_MS = 1_000;

/** What was last seen of Redis. */
export interface RedisState {
  usedBytes: number;
  /** 0 where Redis has no limit. */
  maxBytes: number;
  /** Since Redis started. */
  evictedKeys: number;
}

/**
 * Knows, without asking in a request, whether Redis answers and has room. A Redis that hangs is found by the watch and
 * from then on refused at once, instead of every request waiting for its own timeout.
 * @param onBack called when it answers again, which a Cluster's connection does not tell
 */
export function createRedisWatch(redis: RedisClient, keys: Pick<Keys, 'open'>, onBack: () => void) {
  let answers = true;
  let state: RedisState = { usedBytes: 0, maxBytes: 0, evictedKeys: 0 };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function look(): Promise<void> {
    try {
      const { memory, stats } = await nodeInfo(redis, keys.open);
      state = { ...memoryIn(memory), evictedKeys: numberIn(stats, 'evicted_keys') };
      if (!answers) onBack();
      answers = true;
    } catch {
      answers = false;
    }
    if (!stopped) timer = setTimeout(() => void look(), LOOK_EVERY_MS).unref();
  }

  return {
    start: look,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    isThere: () => answers && redis.status === 'ready',
    isFull: () => shareUsed(state) >= FULL_FROM,
    usedShare: () => shareUsed(state),
    state: () => state,
  };
}

export type RedisWatch = ReturnType<typeof createRedisWatch>;

/** Share of maxmemory in use; 0 where Redis has no such limit. */
export function shareUsed({ usedBytes, maxBytes }: Pick<RedisState, 'usedBytes' | 'maxBytes'>): number {
  return maxBytes === 0 ? 0 : usedBytes / maxBytes;
}

/** @param info the section "memory" of Redis' INFO */
export function memoryIn(info: string): Pick<RedisState, 'usedBytes' | 'maxBytes'> {
  return { usedBytes: numberIn(info, 'used_memory'), maxBytes: numberIn(info, 'maxmemory') };
}

function numberIn(info: string, field: string): number {
  return Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
}

/** What stands between a request and the handlers that need Redis. */
export interface Gate {
  draining: boolean;
  watch: RedisWatch | null;
}

/** Throws Draining or Unavailable where a request cannot be served now. */
export function passGate(gate: Gate): void {
  if (gate.draining) throw new Draining();
  if (!gate.watch?.isThere()) throw new Unavailable();
}

/** Throws StorageFull where no new question may be taken. */
export function requireRoom(watch: RedisWatch): void {
  if (watch.isFull()) throw new StorageFull();
}
