export type RunOutcome = 'done' | 'handed_back';

/** A job has run past its hard deadline: a thread hangs, which only the end of the process can cure. */
export interface InFlightOptions {
  deadlineMs: number;
  onDeadline(id: string): void;
}

/**
 * What this process is working on: each piece can be cancelled by id, is watched by a hard deadline, and can be left
 * when the process stops before it is done.
 */
export function createInFlight({ deadlineMs, onDeadline }: InFlightOptions) {
  const running = new Map<string, AbortController>();
  let handBack!: () => void;
  const handedBack = new Promise<'handed_back'>((resolve) => {
    handBack = () => resolve('handed_back');
  });

  return {
    get size() {
      return running.size;
    },
    /** @returns 'handed_back' when the process stops first: the work goes on unheard, the job must be given back */
    async run(id: string, work: (signal: AbortSignal) => Promise<void>): Promise<RunOutcome> {
      const controller = new AbortController();
      const timer = setTimeout(() => onDeadline(id), deadlineMs);
      running.set(id, controller);
      const done = work(controller.signal).then(() => 'done' as const);
      try {
        const outcome = await Promise.race([done, handedBack]);
        if (outcome === 'handed_back') done.catch(() => undefined);
        return outcome;
      } finally {
        clearTimeout(timer);
        running.delete(id);
      }
    },
    /** For a cancelled question: calls to the outside stop, and what waits for the model waits no longer. */
    cancel(id: string): void {
      running.get(id)?.abort(new Error('cancelled'));
    },
    /** From now on nothing is waited for. */
    handBack(): void {
      handBack();
    },
  };
}

export type InFlight = ReturnType<typeof createInFlight>;
