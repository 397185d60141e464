import { setTimeout as delay } from 'node:timers/promises';
import { isFinished, type Client } from '../../client/index.js';
import { WAIT_MAX_S } from '../../shared/contract/limits.js';

/** The questions of the demo on their way: what was asked, what came back and how long it took. */
export function createLoad(client: Client, questions: readonly string[], signal: AbortSignal) {
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  const watchers = new Set<() => void>();
  let asked = 0;

  async function ask(question: string): Promise<void> {
    const askedAtMs = performance.now();
    try {
      const first = await client.ask({ question }, { waitS: WAIT_MAX_S, signal });
      const finished = isFinished(first) ? first : await client.wait(first.id, { signal });
      if (finished.status === 'completed') latenciesMs.push(performance.now() - askedAtMs);
      else failures.push(`${finished.id} ${finished.status}`);
    } catch (error) {
      failures.push((error as Error).message);
    }
    for (const watcher of [...watchers]) watcher();
  }

  const load = {
    total: questions.length,
    latenciesMs,
    failures,
    answered: () => latenciesMs.length,
    /** Not asked yet. */
    remaining: () => questions.length - asked,
    inFlight: () => asked - latenciesMs.length - failures.length,
    /** Asks the next questions, one each `everyMs`, without waiting for their answers. */
    async askNext(count: number, everyMs: number): Promise<void> {
      for (const question of questions.slice(asked, asked + count)) {
        signal.throwIfAborted();
        asked += 1;
        void ask(question);
        if (everyMs > 0) await delay(everyMs, undefined, { signal });
      }
    },
    /** Resolves when so many questions have come back. */
    untilFinished(count: number): Promise<void> {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (signal.aborted) reject(signal.reason as Error);
          else if (latenciesMs.length + failures.length >= count) resolve();
          else return;
          watchers.delete(look);
        };
        watchers.add(look);
        look();
      });
    },
  };
  return load;
}

export type Load = ReturnType<typeof createLoad>;

/** The smallest value that at least a share `p` of all do not exceed (nearest rank). */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
