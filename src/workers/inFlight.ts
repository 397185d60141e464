export type RunOutcome = 'done' | 'handed_back';

export interface InFlightOptions {
  deadlineMs: number;
  /** An answer has run past the hard deadline: a thread hangs, which only the end of the process can cure. */
  onDeadline(id: string): void;
}

/**
 * What this process is working on: each piece can be cancelled by id, is watched by a hard deadline, and can be left
 * when the process stops before it is done.
 */
export function createInFlight({ deadlineMs, onDeadline }: InFlightOptions) {
  const running = new Map<string, AbortController>();
  // Not one promise for all to race against: it would keep every question's answer for as long as it is pending.
  const leaving = new Set<() => void>();
  let handedBack = false;

  return {
    get size() {
      return running.size;
    },
    /** @returns 'handed_back' when the process stops first: the work goes on unheard, the job must be given back */
    async run(id: string, work: (signal: AbortSignal) => Promise<void>): Promise<RunOutcome> {
      const controller = new AbortController();
      running.set(id, controller);
      let leave!: () => void;
      try {
        return await new Promise<RunOutcome>((resolve, reject) => {
          leave = () => resolve('handed_back');
          leaving.add(leave);
          work(controller.signal).then(() => resolve('done'), reject);
          if (handedBack) {
            leave();
            controller.abort(new Error('handed back'));
          }
        });
      } finally {
        leaving.delete(leave);
        // After a lost lock the same question may run a second time here: each takes out only its own.
        if (running.get(id) === controller) running.delete(id);
      }
    },
    /**
     * Watches over the answering of a question, which only a hung thread can keep from ending; not over its writes,
     * which have patience of their own. The returned function ends the watch.
     */
    watch(id: string): () => void {
      const timer = setTimeout(() => onDeadline(id), deadlineMs);
      return () => clearTimeout(timer);
    },
    /** For a cancelled question: calls to the outside stop, and what waits for the model waits no longer. */
    cancel(id: string): void {
      running.get(id)?.abort(new Error('cancelled'));
    },
    /** From now on nothing is waited for, and calls to the outside stop: others will make them. */
    handBack(): void {
      handedBack = true;
      for (const leave of leaving) leave();
      for (const controller of running.values()) controller.abort(new Error('handed back'));
    },
  };
}

export type InFlight = ReturnType<typeof createInFlight>;
