export interface BatcherOptions<Item, Result> {
  /** Batches that run at the same time. */
  slots: number;
  maxBatch: number;
  run(items: Item[]): Promise<Result[]>;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/**
 * Batches what waits anyway: an item that finds a free slot goes at once and alone; while all slots are taken, items
 * gather, and a slot that frees takes its share of them. So a lone question never pays for batching.
 */
export function createBatcher<Item, Result>({ slots, maxBatch, run }: BatcherOptions<Item, Result>) {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let becameIdle: (() => void)[] = [];

  function dispatch() {
    while (running < slots && waiting.length > 0) {
      const share = Math.ceil(waiting.length / slots);
      void runBatch(waiting.splice(0, Math.min(maxBatch, share)));
    }
  }

  async function runBatch(batch: Waiting<Item, Result>[]) {
    running++;
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else await runEach(batch);
    } finally {
      running--;
      dispatch();
      if (running === 0) {
        for (const resolve of becameIdle) resolve();
        becameIdle = [];
      }
    }
  }

  /** One that cannot be read must not take its batch-mates with it. */
  async function runEach(batch: Waiting<Item, Result>[]) {
    for (const { item, resolve, reject } of batch) {
      await run([item]).then(([result]) => resolve(result!), reject);
    }
  }

  return {
    /**
     * @param signal takes the item out while it still waits; once its batch runs it is left to finish, since ending a
     * thread in the middle of an inference ends the process
     */
    submit(item: Item, signal?: AbortSignal): Promise<Result> {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const entry: Waiting<Item, Result> = { item, resolve, reject };
        waiting.push(entry);
        signal?.addEventListener('abort', () => {
          const index = waiting.indexOf(entry);
          if (index < 0) return;
          waiting.splice(index, 1);
          reject(signal.reason as Error);
        });
        dispatch();
      });
    },
    /** Resolves when nothing waits and nothing runs. */
    idle(): Promise<void> {
      if (running === 0) return Promise.resolve();
      return new Promise((resolve) => becameIdle.push(resolve));
    },
  };
}
