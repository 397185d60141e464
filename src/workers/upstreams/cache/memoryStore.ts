import type { CacheStore, Entry } from './store.js';

/** A command line asks for a few places. */
const MAX_ENTRIES = 100;

/** For a process without Redis; it lives as long as the process. Only one asker a key comes here at a time. */
export function createMemoryStore(nowMs: () => number): CacheStore {
  const entries = new Map<string, Entry & { freshUntilMs: number; keptUntilMs: number }>();
  const failedUntilMs = new Map<string, number>();
  return {
    claim(key) {
      const now = nowMs();
      const kept = entries.get(key);
      const entry = kept && kept.keptUntilMs > now ? kept : null;
      if (entry && entry.freshUntilMs > now) return Promise.resolve({ state: 'fresh', entry });
      const hasFailed = (failedUntilMs.get(key) ?? 0) > now;
      return Promise.resolve({ state: hasFailed ? 'failed' : 'claimed', entry });
    },
    renew: () => Promise.resolve(),
    fill(key, _, entry, { freshMs, keepMs }) {
      const now = nowMs();
      failedUntilMs.delete(key);
      entries.delete(key);
      entries.set(key, { ...entry, freshUntilMs: now + freshMs, keptUntilMs: now + keepMs });
      dropOldest(entries);
      return Promise.resolve();
    },
    release(key, _, failedForMs) {
      failedUntilMs.delete(key);
      if (failedForMs > 0) failedUntilMs.set(key, nowMs() + failedForMs);
      dropOldest(failedUntilMs);
      return Promise.resolve();
    },
  };
}

function dropOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= MAX_ENTRIES) return;
    map.delete(key);
  }
}
