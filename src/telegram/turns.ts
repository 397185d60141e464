const MAX_WAITING = 5;

/** Must not reject. The signal is aborted when nobody waits for it any longer. */
export type Task = (signal: AbortSignal) => Promise<void>;

/** One task at a time for each key, in order; those of different keys run side by side. */
export function createTurns({ maxWaiting = MAX_WAITING } = {}) {
  const lines = new Map<string, { last: Promise<void>; length: number; refused: boolean }>();
  // A controller for each: signals derived from one that lives as long as the process leak memory in Node 20.
  const running = new Set<AbortController>();
  let gaveUp = false;

  async function run(task: Task): Promise<void> {
    const controller = new AbortController();
    if (gaveUp) controller.abort();
    running.add(controller);
    await task(controller.signal);
    running.delete(controller);
  }

  return {
    /** Takes the task unless too many of its key wait; then `onRefused` is called, once until there is room again. */
    take(key: string, task: Task, onRefused: () => void = () => {}): void {
      const line = lines.get(key) ?? { last: Promise.resolve(), length: 0, refused: false };
      if (line.length > maxWaiting) {
        if (!line.refused) onRefused();
        line.refused = true;
        return;
      }
      lines.set(key, line);
      line.length += 1;
      line.last = line.last
        .then(() => run(task))
        .finally(() => {
          line.length -= 1;
          line.refused = false;
          if (line.length === 0) lines.delete(key);
        });
    },
    /** Resolves when every task taken so far has ended. */
    async done(): Promise<void> {
      await Promise.all([...lines.values()].map((line) => line.last));
    },
    /** Aborts the tasks that run, and later ones as they start. */
    giveUp(): void {
      gaveUp = true;
      for (const controller of running) controller.abort();
    },
  };
}

export type Turns = ReturnType<typeof createTurns>;
