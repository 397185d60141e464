import { setTimeout as delay } from 'node:timers/promises';

import { startChild, type Child, type ChildOptions, type Ready } from './child.js';
import { CliError } from './cliError.js';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 30_000;
/** A child that ran this long had nothing wrong with it: its next crash is a first one again. */
const STEADY_MS = 60_000;
const START_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 40_000;
/** A main that has never been ready and crashes without a word of why gets this many tries. */
const FIRST_START_TRIES = 3;

export type SuperviseEvent =
  | { type: 'started'; pid: number }
  | { type: 'ready'; pid: number; ready: Ready; afterMs: number }
  | { type: 'crashed'; pid: number; reason: string; retryInMs: number }
  | { type: 'recycling'; pid: number; reason: string }
  | { type: 'recycled'; pid: number; successor: number };

export interface SuperviseOptions {
  /** What a person calls it: `worker 1`. */
  name: string;
  main: string;
  /** The environment of the next start, and what gives back whatever it takes up (a port) after the child's end. */
  environment: () => { env: NodeJS.ProcessEnv; release?: () => void };
  onLine?: ChildOptions['onLine'];
  onEvent?: (event: SuperviseEvent) => void;
  firstRetryMs?: number;
  stopDeadlineMs?: number;
}

export interface Supervised {
  name: string;
  /** The first readiness; rejects with a CliError when the main cannot start at all. */
  ready: Promise<Ready>;
  pids(): number[];
  /** Stops in order; resolves when no process is left. Calling it again is fine. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
}

/**
 * Keeps one process of a role running: starts it again when it ends by itself (later and later, with jitter, so that
 * a fleet does not come back in step), and replaces one that asks for it by a successor that is ready first.
 */
export function supervise(options: SuperviseOptions): Supervised {
  const { name, onEvent = () => {} } = options;
  const living = new Set<Child>();
  const stopped = new AbortController();
  let everReady = false;
  let failures = 0;
  let stopping: Promise<void> | undefined;

  function launch(): Child {
    const { env, release } = options.environment();
    const stopDeadlineMs = options.stopDeadlineMs ?? STOP_DEADLINE_MS;
    const child = startChild({ main: options.main, env, onLine: options.onLine, stopDeadlineMs });
    living.add(child);
    void child.exited.then(() => {
      living.delete(child);
      release?.();
    });
    onEvent({ type: 'started', pid: child.pid });
    return child;
  }

  async function pauseAfter(child: Child, reason: string): Promise<void> {
    failures += 1;
    const longest = Math.min(MAX_RETRY_MS, (options.firstRetryMs ?? FIRST_RETRY_MS) * 2 ** (failures - 1));
    const retryInMs = Math.round(longest * (0.5 + Math.random() / 2));
    onEvent({ type: 'crashed', pid: child.pid, reason, retryInMs });
    await delay(retryInMs, undefined, { signal: stopped.signal });
  }

  /** A child that is ready. Throws when there will never be one, or on stop. */
  async function startUntilReady(): Promise<Child> {
    for (let attempt = 1; ; attempt += 1) {
      stopped.signal.throwIfAborted();
      const begun = performance.now();
      const child = launch();
      const outcome = await firstOf(child);
      if (outcome.type === 'ready') {
        everReady = true;
        onEvent({ type: 'ready', pid: child.pid, ready: outcome.ready, afterMs: performance.now() - begun });
        return child;
      }
      await child.stop();
      stopped.signal.throwIfAborted();
      // Later on a person may be repairing what is wrong, and others of the fleet still work: keep trying.
      if (!everReady && outcome.type === 'failed') throw new CliError(`${name}: ${outcome.reason}`);
      if (!everReady && attempt === FIRST_START_TRIES) {
        throw new CliError(`${name} does not start (${outcome.reason}).\n${child.lastWords()}`.trim());
      }
      await pauseAfter(child, outcome.reason);
    }
  }

  async function keepRunning(firstReady: (ready: Ready) => void): Promise<void> {
    let child = await startUntilReady();
    firstReady(await child.ready);
    for (;;) {
      const readyAt = performance.now();
      const ended = child.exited.then((reason) => ({ crashed: reason }));
      const asked = child.recycleAsked.then((reason) => ({ recycle: reason }));
      const next = await Promise.race([ended, asked]);
      stopped.signal.throwIfAborted();
      if (performance.now() - readyAt > STEADY_MS) failures = 0;
      if ('crashed' in next) {
        await pauseAfter(child, next.crashed);
        child = await startUntilReady();
      } else {
        onEvent({ type: 'recycling', pid: child.pid, reason: next.recycle });
        const successor = await startUntilReady();
        onEvent({ type: 'recycled', pid: child.pid, successor: successor.pid });
        void child.stop();
        child = successor;
      }
    }
  }

  const ready = new Promise<Ready>((resolve, reject) => {
    keepRunning(resolve).catch((error: Error) => {
      reject(stopped.signal.aborted ? new CliError(`${name} was stopped before it was ready.`) : error);
    });
  });
  // Whoever waits for it sees the rejection; a stop during the start is nobody's error.
  ready.catch(() => {});

  return {
    name,
    ready,
    pids: () => [...living].map((child) => child.pid),
    stop: () => {
      stopped.abort();
      return (stopping ??= Promise.all([...living].map((child) => child.stop())).then(() => {}));
    },
    kill: () => {
      stopped.abort();
      for (const child of living) child.kill();
    },
  };
}

type Outcome = { type: 'ready'; ready: Ready } | { type: 'failed' | 'crashed'; reason: string };

async function firstOf(child: Child): Promise<Outcome> {
  const deadline = new AbortController();
  try {
    return await Promise.race<Outcome>([
      child.ready.then((ready) => ({ type: 'ready', ready })),
      child.failed.then((reason) => ({ type: 'failed', reason })),
      child.exited.then((reason) => ({ type: 'crashed', reason })),
      delay(START_DEADLINE_MS, undefined, { signal: deadline.signal }).then(() => ({
        type: 'crashed',
        reason: `not ready within ${START_DEADLINE_MS / 1000} s`,
      })),
    ]);
  } finally {
    deadline.abort();
  }
}
