import { setTimeout as delay } from 'node:timers/promises';

/** How many answers are written at the same time; whoever finds none free waits a little, in order. */
export interface WriterSlots {
  /** @returns whether there was one in time; throws the signal's reason */
  take(signal: AbortSignal): Promise<boolean>;
  giveBack(): void;
}

export function createWriterSlots(count: number, patienceMs: number): WriterSlots {
  let free = count;
  const waiting = new Set<() => void>();

  return {
    async take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free--;
        return true;
      }
      const patience = new AbortController();
      return new Promise<boolean>((resolve, reject) => {
        const called = () => {
          waiting.delete(called);
          patience.abort();
          resolve(true);
        };
        waiting.add(called);
        delay(patienceMs, undefined, { signal: AbortSignal.any([signal, patience.signal]) }).then(
          () => resolve(!waiting.delete(called)),
          () => {
            if (waiting.delete(called)) reject(signal.reason as Error);
          },
        );
      });
    },
    giveBack() {
      const [next] = waiting;
      // It goes from hand to hand.
      if (next) next();
      else free++;
    },
  };
}
