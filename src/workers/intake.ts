import type { Logger } from '../shared/process/logger.js';
import { isPassing } from '../shared/process/redis/isPassing.js';

/** How long nothing new is taken after Redis refused BullMQ itself: it would ask again at once, thousands of times a second. */
const REFUSED_PAUSE_MS = 1_000;

export interface IntakeOptions {
  log: Logger;
  pause(): void;
  resume(): void;
}

/** Decides whether this process takes new jobs: whoever has a reason not to holds the intake, and the last to let go resumes it. */
export function createIntake({ log, pause, resume }: IntakeOptions) {
  let holds = 0;
  let closed = false;
  let refusals = 0;

  /** The returned function lets go, once. */
  function hold(): () => void {
    if (holds++ === 0 && !closed) pause();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      if (--holds === 0 && !closed) resume();
    };
  }

  return {
    hold,
    /** From now on nothing is taken, whoever lets go. */
    close(): void {
      if (holds === 0 && !closed) pause();
      closed = true;
    },
    isClosed: () => closed,
    /** What BullMQ met outside of any job. A full or loading Redis is waited for, and told of once. */
    onError(error: Error): void {
      if (!isPassing(error)) {
        log.error({ reason: error.message }, 'bull worker error');
        return;
      }
      if (refusals++ > 0) return;
      log.warn({ reason: error.message }, 'redis refuses the queue, taking nothing new');
      const letGo = hold();
      setTimeout(() => {
        log.info({ refusals }, 'taking jobs again');
        refusals = 0;
        letGo();
      }, REFUSED_PAUSE_MS);
    },
  };
}

export type Intake = ReturnType<typeof createIntake>;
