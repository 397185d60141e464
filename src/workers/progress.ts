import type { Stage } from '../shared/contract/events.js';
import type { PendingEvent } from '../shared/questions/emit.js';

/** Stages that pass faster than this are written together with the ending: no round trip of their own. */
const FLUSH_INTERVAL_MS = 100;

/** Gathers an attempt's stages and writes them in batches through `emit`, which must not throw. */
export function createProgress(emit: (events: PendingEvent[]) => Promise<void>) {
  let pending: PendingEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function flush() {
    timer = undefined;
    const events = pending;
    pending = [];
    writing = writing.then(() => emit(events));
  }

  return {
    stage(stage: Stage): void {
      pending.push({ type: 'question.progress', data: JSON.stringify({ stage }) });
      timer ??= setTimeout(flush, FLUSH_INTERVAL_MS);
    },
    /** Stops writing and gives back what is not written yet; everything flushed before is written by then. */
    async rest(): Promise<PendingEvent[]> {
      clearTimeout(timer);
      await writing;
      return pending;
    },
  };
}
