import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../shared/process/logger.js';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

export interface PersistentWritesOptions {
  log: Logger;
  /** Called when a write has to be tried again: take nothing new. */
  pause(): void;
  /** Called when no write is being tried again any more. */
  resume(): void;
  /** Ends the trying: the process stops. */
  signal: AbortSignal;
}

/**
 * What a worker found out must be written, also when Redis is full, hung or being restarted: a write is tried again
 * with back-off until it goes through. Without it a full Redis made 56,000 errors in 12 s. Only for writes that may
 * happen twice, as the record's scripts may.
 */
export function createPersistentWrites({ log, pause, resume, signal }: PersistentWritesOptions) {
  let retrying = 0;

  return async function persist<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error;
      log.warn({ write: name, reason: (error as Error).message }, 'redis refused a write, trying again');
    }
    if (retrying++ === 0) pause();
    try {
      for (let waitMs = FIRST_DELAY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_DELAY_MS)) {
        await delay(waitMs, undefined, { signal });
        try {
          return await write();
        } catch (error) {
          if (!mayPass(error)) throw error;
        }
      }
    } finally {
      if (--retrying === 0) resume();
    }
  };
}

export type Persist = ReturnType<typeof createPersistentWrites>;

/** Errors of Redis' state rather than of the command: full, loading, read-only, away, too slow. */
function mayPass(error: unknown): boolean {
  const { message = '' } = error as Error;
  return /^(OOM|LOADING|READONLY|MISCONF|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)|Command timed out|Connection is closed|ECONN|EPIPE|ETIMEDOUT|Stream isn't writeable|max retries/i.test(
    message,
  );
}
