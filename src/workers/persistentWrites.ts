import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../shared/process/logger.js';
import { isPassing } from '../shared/process/redis/isPassing.js';
import type { Intake } from './intake.js';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

export interface PersistentWritesOptions {
  log: Logger;
  /** Held while a write is tried again: what cannot be written must not pile up. */
  intake: Pick<Intake, 'hold'>;
  /** Ends the trying: the process stops. */
  signal: AbortSignal;
}

/**
 * What a worker found out must be written, also when Redis is full, hung or being restarted: a write is tried again
 * with back-off until it goes through. Without it a full Redis made 56,000 errors in 12 s. Only for writes that may
 * happen twice, as the record's scripts may.
 */
export function createPersistentWrites({ log, intake, signal }: PersistentWritesOptions) {
  return async function persist<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
      log.warn({ write: name, reason: (error as Error).message }, 'redis refused a write, trying again');
    }
    const letGo = intake.hold();
    try {
      for (let waitMs = FIRST_DELAY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_DELAY_MS)) {
        await delay(waitMs, undefined, { signal });
        try {
          return await write();
        } catch (error) {
          if (!isPassing(error)) throw error;
        }
      }
    } finally {
      letGo();
    }
  };
}

export type Persist = ReturnType<typeof createPersistentWrites>;
