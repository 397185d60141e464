import { randomUUID } from 'node:crypto';
import type { Logger } from '../../../shared/process/logger.js';
import { leftMs, pause, type Limits } from '../http/limits.js';
import type { UpstreamMetrics } from '../metrics.js';
import { withPatience } from '../storePatience.js';
import { LEASE_MS, type CacheStore, type Claim, type Entry, type Lifetime } from './store.js';

/** How often somebody looks whether another has fetched it. */
const LOOK_AGAIN_MS = 50;
const RENEW_EVERY_MS = LEASE_MS / 4;
/** A service that has just failed is not asked for the same again by the next in line. */
const FAILURE_HOLDS_MS = 2_000;
/** Entries that were made together shall not all end together: each lives up to this share shorter. */
const LIFETIME_JITTER = 0.1;

export interface Cached<Value> {
  value: Value;
  /** Ms since 1970. */
  fetchedAtMs: number;
  /** The service is away: this is the last that it told. */
  isStale: boolean;
}

/** What is fetched; null: it could not be had. */
export type Fetch<Value> = (limits: Limits) => Promise<{ value: Value } | null>;

export interface CacheOptions extends Lifetime {
  /** Stands in metrics and logs. */
  name: string;
  store: CacheStore;
  log: Logger;
  metrics: UpstreamMetrics;
  /** A larger entry is not kept. */
  maxBytes: number;
  nowMs(): number;
}

type CacheOutcome = 'hit' | 'miss' | 'joined' | 'stale' | 'bypass';
type Found<Value> = { outcome: CacheOutcome; cached: Cached<Value> | null };

/** What is under way for a key, for all askers of this process; it ends when the last of them has gone. */
interface Flight<Value> {
  found: Promise<Found<Value>>;
  askers: number;
  controller: AbortController;
}

/**
 * One request for many askers: those of this process wait for the same promise, those of other processes for the entry
 * that the one with the claim will leave in the store.
 */
export function createCache<Value>(options: CacheOptions) {
  const { name, store, log, metrics, maxBytes, nowMs } = options;
  const flights = new Map<string, Flight<Value>>();

  /** Null where the store is away. */
  async function claim(key: string, token: string): Promise<Claim | null> {
    try {
      return await withPatience(store.claim(key, token));
    } catch (error) {
      log.debug({ cache: name, reason: (error as Error).message }, 'cache is away');
      return null;
    }
  }

  /** What cannot be written is fetched again by the next. */
  async function settle(work: Promise<void>) {
    await withPatience(work).catch((error: unknown) =>
      log.debug({ cache: name, reason: (error as Error).message }, 'cache not written'),
    );
  }

  async function find(key: string, fetch: Fetch<Value>, limits: Limits): Promise<Found<Value>> {
    const token = randomUUID();
    for (let waited = false; ; waited = true) {
      limits.signal.throwIfAborted();
      const claimed = await claim(key, token);
      if (claimed === null) {
        const fetched = await fetch(limits);
        return { outcome: 'bypass', cached: fetched && fresh(fetched.value, nowMs()) };
      }
      const { state, entry } = claimed;
      if (state === 'fresh') return { outcome: waited ? 'joined' : 'hit', cached: read(entry, false) };
      if (state === 'claimed') return fetchFor(key, token, fetch, entry, limits);
      if (state === 'failed' || leftMs(limits) < LOOK_AGAIN_MS) return lastKnown(entry);
      await pause(LOOK_AGAIN_MS, limits.signal);
    }
  }

  async function fetchFor(
    key: string,
    token: string,
    fetch: Fetch<Value>,
    old: Entry | null,
    limits: Limits,
  ): Promise<Found<Value>> {
    const lease = setInterval(() => void settle(store.renew(key, token)), RENEW_EVERY_MS);
    let fetched: Awaited<ReturnType<Fetch<Value>>>;
    try {
      fetched = await fetch(limits);
    } catch (error) {
      // The asker has gone, which tells nothing of the service: the next may try at once.
      await settle(store.release(key, token, 0));
      throw error;
    } finally {
      clearInterval(lease);
    }
    if (fetched === null) {
      await settle(store.release(key, token, FAILURE_HOLDS_MS));
      return lastKnown(old);
    }
    const fetchedAtMs = nowMs();
    const json = JSON.stringify(fetched.value);
    if (Buffer.byteLength(json) > maxBytes) {
      log.warn({ cache: name, bytes: Buffer.byteLength(json) }, 'too large for the cache');
      await settle(store.release(key, token, 0));
    } else {
      await settle(store.fill(key, token, { fetchedAtMs, json }, jittered(options, Math.random())));
    }
    return { outcome: 'miss', cached: fresh(fetched.value, fetchedAtMs) };
  }

  function lastKnown(entry: Entry | null): Found<Value> {
    const cached = read<Value>(entry, true);
    return { outcome: cached ? 'stale' : 'miss', cached };
  }

  function takeOff(key: string, fetch: Fetch<Value>, deadlineAt: number): Flight<Value> {
    const controller = new AbortController();
    const found = find(key, fetch, { signal: controller.signal, deadlineAt });
    const flight = { found, askers: 0, controller };
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    found.then(land, land);
    flights.set(key, flight);
    return flight;
  }

  return {
    /** @throws the signal's reason, at once; what was under way goes on for the other askers */
    async get(
      key: string,
      fetch: Fetch<Value>,
      { signal, deadlineAt }: Limits,
    ): Promise<Cached<Value> | null> {
      signal.throwIfAborted();
      const underWay = flights.get(key);
      const flight = underWay ?? takeOff(key, fetch, deadlineAt);
      flight.askers++;
      try {
        const { outcome, cached } = await untilAborted(flight.found, signal);
        metrics.cache.inc({
          cache: name,
          outcome: underWay && outcome === 'miss' && cached ? 'joined' : outcome,
        });
        return cached;
      } finally {
        flight.askers--;
        if (flight.askers === 0 && signal.aborted) {
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort(signal.reason);
        }
      }
    },
  };
}

export type Cache<Value> = ReturnType<typeof createCache<Value>>;

/** @param random from 0 to 1 */
function jittered({ freshMs, keepMs }: Lifetime, random: number): Lifetime {
  const share = 1 - LIFETIME_JITTER * random;
  return { freshMs: Math.round(freshMs * share), keepMs: Math.round(keepMs * share) };
}

function fresh<Value>(value: Value, fetchedAtMs: number): Cached<Value> {
  return { value, fetchedAtMs, isStale: false };
}

function read<Value>(entry: Entry | null, isStale: boolean): Cached<Value> | null {
  if (entry === null) return null;
  return { value: JSON.parse(entry.json) as Value, fetchedAtMs: entry.fetchedAtMs, isStale };
}

async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
