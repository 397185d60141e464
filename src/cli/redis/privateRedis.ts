import { randomBytes } from 'node:crypto';
import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { CliError } from '../cliError.js';
import { freePort, isPortFree } from '../ports.js';
import { commandOf, isRunning, signal, waitUntilGone } from '../processes.js';
import { withRedis } from './connection.js';
import {
  LOOPBACK,
  newPassword,
  readPid,
  readPlace,
  servedFolder,
  urlOf,
  writePlace,
  type Place,
} from './place.js';
import { findRunner, removeContainer, spawnServer, type Runner } from './runner.js';

const READY_DEADLINE_MS = 60_000;
const ANSWER_DEADLINE_MS = 3_000;
const STOP_DEADLINE_MS = 10_000;
/** For a server that does not answer any more; its file is in order whenever it ends. */
const HUNG_DEADLINE_MS = 2_000;
const POLL_MS = 20;
const WATCH_MS = 250;
const PORT_TRIES = 3;

export interface RunningRedis {
  url: string;
  /** Of the server, or of the docker client that runs it; undefined for a container that was taken over. */
  pid: number | undefined;
  /** True when an earlier launcher had left it running. */
  adopted: boolean;
  /** Settles when the server has gone, by `stop()` or by itself, with what is known of why. */
  gone: Promise<string>;
  /** Tells it to end without waiting for it; it writes its file and goes within milliseconds. */
  terminate(): void;
  /** Writes all to disk, ends the server and waits until it has gone. Calling it again is fine. */
  stop(): Promise<void>;
}

export interface PrivateRedisOptions {
  /** Where its data, its log and its place are kept. */
  dir: string;
  /** Where a downloaded server program is kept. */
  binDir: string;
  env: NodeJS.ProcessEnv;
  log: (line: string) => void;
}

/**
 * Starts a Redis of our own on loopback, behind a random password, with its data in `dir`; or takes over the one
 * that a killed launcher left there. Port and password stay those of the last time while the port is free, so that
 * clients of a Redis that died find its successor.
 *
 * @throws CliError when there is no Redis to be had, or with the last lines of its log when it does not start
 */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<RunningRedis> {
  await mkdir(options.dir, { recursive: true, mode: 0o700 });
  const dir = await realpath(options.dir);
  const known = await readPlace(dir);
  const left = known && (await takeOver(dir, known, options.env));
  if (left) return left;

  const runner = await findRunner(options);
  const password = known?.password ?? newPassword();
  let port = known && (await isPortFree(known.port)) ? known.port : await freePort();
  for (let attempt = 1; ; attempt += 1) {
    const container =
      runner.kind === 'container' ? `agrobot-redis-${randomBytes(4).toString('hex')}` : undefined;
    const outcome = await launch(runner, dir, { port, password, container });
    if (typeof outcome !== 'string') return outcome;
    // Between choosing a port and binding it, someone else may have taken it.
    if (attempt === PORT_TRIES || !/address already in use|port is already/i.test(outcome)) {
      throw new CliError(
        `The private Redis does not start. Its last words:\n${outcome}\nIts data is in ${dir}; moved away, it starts empty.`,
      );
    }
    port = await freePort();
  }
}

/** A running server, or the end of its log when it ended at start. */
async function launch(runner: Runner, dir: string, place: Place): Promise<RunningRedis | string> {
  // Written before the server runs: however soon the launcher is killed, the next one knows where to look.
  await writePlace(dir, place);
  const logFile = path.join(dir, 'redis.log');
  const logStart = (await stat(logFile).catch(() => undefined))?.size ?? 0;
  const child = spawnServer(runner, dir, place);
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, name) => resolve(name === null ? `exit code ${code}` : `signal ${name}`));
  });
  const failure = await Promise.race([readiness(urlOf(place)), gone]);
  if (failure === undefined) return handle(place, child.pid, gone, false);
  const log = await readFile(logFile).catch(() => Buffer.alloc(0));
  const lastLines = log.subarray(logStart).toString().trim().split('\n').slice(-8);
  return [...lastLines, failure].join('\n').trim();
}

/** The server that an earlier launcher left: taken over when it answers, ended when it does not. */
async function takeOver(
  dir: string,
  place: Place,
  env: NodeJS.ProcessEnv,
): Promise<RunningRedis | undefined> {
  const url = urlOf(place);
  try {
    const served = await withRedis(url, ANSWER_DEADLINE_MS, (redis) => redis.config('GET', 'dir'));
    // Someone else's, with the same password by a copied folder.
    if (!Object.values(served as object).includes(servedFolder(dir, place))) return undefined;
    const pid = place.container ? undefined : await readPid(dir);
    return handle(place, pid, watch(url, pid), true);
  } catch {
    if (place.container) await removeContainer(place.container, env);
    const pid = await readPid(dir);
    if (pid !== undefined && (await isServerAt(pid, place))) await end(pid);
    return undefined;
  }
}

function handle(
  place: Place,
  pid: number | undefined,
  gone: Promise<string>,
  adopted: boolean,
): RunningRedis {
  const url = urlOf(place);
  const goneInTime = async () => {
    const settled = new AbortController();
    // The timer also keeps this process alive: nothing else does while the server is on its way out.
    const tooLate = delay(STOP_DEADLINE_MS, false, { signal: settled.signal });
    try {
      return await Promise.race([gone.then(() => true), tooLate]);
    } finally {
      settled.abort();
    }
  };
  const stop = async () => {
    // The reply to SHUTDOWN is the connection's end; a server that refuses it or hangs is ended otherwise.
    await withRedis(url, STOP_DEADLINE_MS, (redis) => redis.shutdown()).catch(() => undefined);
    if (await goneInTime()) return;
    if (place.container) await removeContainer(place.container, process.env);
    else if (pid !== undefined) await end(pid);
  };
  let stopping: Promise<void> | undefined;
  return {
    url,
    pid,
    adopted,
    gone,
    terminate: () => {
      if (pid !== undefined) signal(pid, 'SIGTERM');
    },
    stop: () => (stopping ??= stop()),
  };
}

async function end(pid: number): Promise<void> {
  signal(pid, 'SIGTERM');
  if (await waitUntilGone(pid, HUNG_DEADLINE_MS)) return;
  signal(pid, 'SIGKILL');
  await waitUntilGone(pid, HUNG_DEADLINE_MS);
}

/** Guards against a process id that the system has given to someone else since. */
async function isServerAt(pid: number, place: Place): Promise<boolean> {
  if (!(await isRunning(pid))) return false;
  const command = (await commandOf(pid)) ?? '';
  return /redis|valkey/.test(command) && command.includes(`${LOOPBACK}:${place.port}`);
}

/** The end of a server that is not this process's child. */
async function watch(url: string, pid: number | undefined): Promise<string> {
  const isThere =
    pid === undefined
      ? () => withRedis(url, ANSWER_DEADLINE_MS, (redis) => redis.ping()).then(Boolean, () => false)
      : () => isRunning(pid);
  while (await isThere()) await delay(WATCH_MS, undefined, { ref: false });
  return 'it ended';
}

/** Resolves to undefined once the server answers, to the reason when it never does. */
async function readiness(url: string): Promise<string | undefined> {
  const deadline = performance.now() + READY_DEADLINE_MS;
  for (;;) {
    try {
      await withRedis(url, ANSWER_DEADLINE_MS, (redis) => redis.ping());
      return undefined;
    } catch (error) {
      if (performance.now() > deadline) return `No answer within a minute: ${(error as Error).message}`;
    }
    await delay(POLL_MS);
  }
}
