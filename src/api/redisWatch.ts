import type { Redis } from 'ioredis';
import { Draining, StorageFull, Unavailable } from './http/outcomes.js';

const LOOK_EVERY_MS = 1_000;
/** New questions are refused from this share of maxmemory on, so that what was accepted can be finished. */
const FULL_FROM = 0.8;

/**
 * Knows, without asking in a request, whether Redis answers and has room. A Redis that hangs is found by the watch and
 * from then on refused at once, instead of every request waiting for its own timeout.
 */
export function createRedisWatch(redis: Redis) {
  let answers = true;
  let usedShare = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function look(): Promise<void> {
    try {
      const memory = await redis.info('memory');
      usedShare = shareUsed(memory);
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
    isFull: () => usedShare >= FULL_FROM,
    usedShare: () => usedShare,
  };
}

export type RedisWatch = ReturnType<typeof createRedisWatch>;

/** Share of maxmemory in use; 0 where Redis has no such limit. */
export function shareUsed(memoryInfo: string): number {
  const used = Number(/^used_memory:(\d+)/m.exec(memoryInfo)?.[1] ?? 0);
  const most = Number(/^maxmemory:(\d+)/m.exec(memoryInfo)?.[1] ?? 0);
  return most === 0 ? 0 : used / most;
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
