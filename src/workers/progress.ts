import type { Stage } from '../shared/contract/events.js';
import type { RedisClient } from '../shared/process/redis/client.js';
import type { Logger } from '../shared/process/logger.js';
import { emitEvents, type PendingEvent } from '../shared/questions/emit.js';
import type { Keys } from '../shared/questions/keys.js';
import type { InFlight } from './inFlight.js';

/** Stages that pass faster than this are written together with the ending, and pieces of text together. */
const FLUSH_INTERVAL_MS = 100;

/**
 * Writes batches of an attempt's progress to the question's stream; where the question has ended, or another attempt
 * has it, this one is cancelled.
 */
export function emitting(
  {
    redis,
    keys,
    log,
    inFlight,
  }: { redis: RedisClient; keys: Keys; log: Logger; inFlight: Pick<InFlight, 'cancel'> },
  { id, token }: { id: string; token: string },
): (events: PendingEvent[]) => Promise<void> {
  return async (events) => {
    try {
      if (!(await emitEvents(redis, keys, id, token, events))) inFlight.cancel(id);
    } catch (error) {
      // Progress is a courtesy: the ending, which is persistent, tells the asker everything.
      log.debug({ question: id, err: error }, 'progress not written');
    }
  };
}

/**
 * Gathers an attempt's stages and text and writes them in batches through `emit`, which must not throw.
 *
 * @param mayHaveText an attempt before this one may have written text: its readers are told to forget it
 */
export function createProgress(
  emit: (events: PendingEvent[]) => Promise<void>,
  { mayHaveText = false }: { mayHaveText?: boolean } = {},
) {
  let pending: PendingEvent[] = [];
  let unwritten = '';
  let hasForeignText = mayHaveText;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function push(type: PendingEvent['type'], data: object) {
    pending.push({ type, data: JSON.stringify(data) });
    timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
  }

  function gatherText() {
    if (unwritten !== '') push('answer.delta', { text: unwritten });
    unwritten = '';
  }

  function flush() {
    gatherText();
    clearTimeout(timer);
    timer = undefined;
    const events = pending;
    pending = [];
    writing = writing.then(() => emit(events));
  }

  return {
    stage(stage: Stage): void {
      gatherText();
      push('question.progress', { stage });
    },
    text(text: string): void {
      if (hasForeignText) push('answer.reset', {});
      hasForeignText = false;
      unwritten += text;
      timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
    },
    /** What was written as text so far is void. */
    reset(): void {
      unwritten = '';
      hasForeignText = false;
      push('answer.reset', {});
    },
    /** Stops writing and gives back what is not written yet; everything flushed before is written by then. */
    async rest(): Promise<PendingEvent[]> {
      gatherText();
      clearTimeout(timer);
      await writing;
      return pending;
    },
  };
}

export type Progress = ReturnType<typeof createProgress>;
