import { setTimeout as delay } from 'node:timers/promises';
import type { Client, WorkerHealth } from '../../client/index.js';
import type { LiveLines } from '../liveLines.js';
import type { Load } from './load.js';

const REFRESH_MS = 250;
/** Where lines cannot be drawn over each other: one each tenth of the way. */
const PLAIN_STEPS = 10;
const BAR_WIDTH = 30;

export interface BoardState {
  answered: number;
  total: number;
  inFlight: number;
  workers: readonly WorkerHealth[];
  killed: ReadonlySet<number>;
}

/** The demo's picture: how far all is, and a line for each worker that `/health` tells of. */
export function boardLines({ answered, total, inFlight, workers, killed }: BoardState): string[] {
  const filled = Math.round((answered / total) * BAR_WIDTH);
  const bar = '█'.repeat(filled).padEnd(BAR_WIDTH, '░');
  return [`  ${bar} ${answered}/${total} answered · ${inFlight} in flight`, ...workers.map(workerLine)];

  function workerLine({ id, pid, answered: own, in_flight: held }: WorkerHealth): string {
    const state = killed.has(pid) ? 'killed' : `${held} in flight`;
    return `  ${shortId(id)} (process ${pid})  ${String(own).padStart(5)} answered · ${state}`;
  }
}

/** Draws the board again and again on a terminal; elsewhere prints a line now and then. */
export async function startBoard(client: Client, load: Load, screen: LiveLines) {
  const killed = new Set<number>();
  let workers: WorkerHealth[] = [];
  /** What each worker had answered before the demo. */
  const before = new Map<string, number>();
  let lastStep = 0;
  const state = (): BoardState => ({
    answered: load.answered(),
    total: load.total,
    inFlight: load.inFlight(),
    workers,
    killed,
  });
  const refresh = async () => {
    // The API may be busy for a moment: the picture of before is good enough.
    workers = await client.health().then(
      (health) => sinceStart(health.workers),
      () => workers,
    );
    const step = Math.floor((load.answered() * PLAIN_STEPS) / load.total);
    if (screen.isLive) {
      screen.draw(boardLines(state()));
    } else if (step > lastStep) {
      const shares = workers.map(({ id, answered }) => `${shortId(id)} ${answered}`);
      screen.print(`  ${load.answered()}/${load.total} answered · ${shares.join(' · ')}`);
      lastStep = step;
    }
  };
  function sinceStart(seen: WorkerHealth[]): WorkerHealth[] {
    if (before.size === 0) for (const { id, answered } of seen) before.set(id, answered);
    return seen.map((worker) => ({ ...worker, answered: worker.answered - (before.get(worker.id) ?? 0) }));
  }

  // Before the first question is asked: what workers have answered until now is not the demo's.
  await refresh();
  const stopped = new AbortController();
  const drawing = (async () => {
    while (!stopped.signal.aborted) {
      await refresh();
      await delay(REFRESH_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  return {
    markKilled: (pid: number) => void killed.add(pid),
    /** Leaves the last picture of the workers standing. */
    async stop() {
      stopped.abort();
      await drawing;
      screen.erase();
      for (const line of boardLines(state()).slice(1)) screen.print(line);
    },
  };
}

/** The random end of `w_<uuid>`: enough to tell workers apart. */
const shortId = (id: string) => `worker …${id.slice(-4)}`;
