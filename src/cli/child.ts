import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { MAINS, WORKER_NODE_OPTIONS } from './paths.js';

/**
 * What the main of an API or a worker tells the process that started it, over the channel of `fork`. The other way
 * there is only the channel's end, SIGTERM, or `{ type: 'stop' }`: each asks for an orderly stop.
 */
const childMessageSchema = z.discriminatedUnion('type', [
  /** It serves. `url` is the API's address, `metricsUrl` where Prometheus reads. */
  z.object({ type: z.literal('ready'), url: z.string().optional(), metricsUrl: z.string().optional() }),
  /** A worker would like to be replaced; it goes on working until it is told to stop. */
  z.object({ type: z.literal('recycle'), reason: z.string() }),
  /** It cannot start, and trying again would not help: a wrong setting, a broken model. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);

type ChildMessage = z.infer<typeof childMessageSchema>;
export type Ready = Omit<Extract<ChildMessage, { type: 'ready' }>, 'type'>;

export interface ChildOptions {
  /** Absolute path of the JavaScript file to run. */
  main: string;
  env: NodeJS.ProcessEnv;
  /** Receives each line the child writes; without it the child writes where this process does. */
  onLine?: ((line: string, stream: 'stdout' | 'stderr') => void) | undefined;
  /** How long an orderly stop may take before the child is killed. */
  stopDeadlineMs: number;
}

/** How a child ended, in words: `exit code 1`, `signal SIGKILL`. */
export type Exit = string;

export interface Child {
  pid: number;
  ready: Promise<Ready>;
  recycleAsked: Promise<string>;
  /** A start-up error that the child explained itself. */
  failed: Promise<string>;
  exited: Promise<Exit>;
  /** The last lines of its stderr, where lines are read. */
  lastWords(): string;
  /** Asks for an orderly stop and waits for the end; kills at the deadline. Calling it again is fine. */
  stop(): Promise<void>;
  kill(): void;
}

const LAST_WORDS_LINES = 12;
/** After a child's exit its last output may still be in the pipe, or held open by a process that it left behind. */
const OUTPUT_GRACE_MS = 500;

/** Starts a main as a child of its own process group, so that a terminal's Ctrl-C reaches only this process. */
export function startChild({ main, env, onLine, stopDeadlineMs }: ChildOptions): Child {
  const child = fork(main, [], {
    env,
    execArgv: main === MAINS.worker ? WORKER_NODE_OPTIONS : [],
    detached: true,
    stdio: onLine ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const words: string[] = [];
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = child[name];
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (name === 'stderr') words.splice(0, words.length, ...words.slice(1 - LAST_WORDS_LINES), line);
      onLine?.(line, name);
    });
  }
  const exited = exitOf(child);
  let stopping: Promise<void> | undefined;
  const kill = () => void child.kill('SIGKILL');
  return {
    pid: child.pid ?? 0,
    ready: messageOf(child, 'ready').then(({ type: _type, ...ready }) => ready),
    recycleAsked: messageOf(child, 'recycle').then(({ reason }) => reason),
    failed: messageOf(child, 'failed').then(({ message }) => message),
    exited,
    lastWords: () => words.join('\n'),
    stop: () => (stopping ??= stopChild(child, exited, stopDeadlineMs)),
    kill,
  };
}

/** One request only: to a main a second signal means that it should not wait any longer. */
async function stopChild(child: ChildProcess, exited: Promise<Exit>, deadlineMs: number): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(timer);
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      const exit = signal === null ? `exit code ${code}` : `signal ${signal}`;
      const timer = setTimeout(() => resolve(exit), OUTPUT_GRACE_MS);
      child.once('close', () => {
        clearTimeout(timer);
        resolve(exit);
      });
    });
  });
}

/** The first message of a type; stays pending for ever when there is none. */
function messageOf<T extends ChildMessage['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<ChildMessage, { type: T }>> {
  return new Promise((resolve) => {
    child.on('message', (value) => {
      const message = childMessageSchema.safeParse(value).data;
      if (message?.type === type) resolve(message as Extract<ChildMessage, { type: T }>);
    });
  });
}
