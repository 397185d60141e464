import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { MAINS, varDir as varDirOf } from '../paths.js';
import { describePortOwner, isPortFree, nextFreePort } from '../ports.js';
import { onStopSignals } from '../signals.js';
import type { SuperviseEvent } from '../supervise.js';
import { startFleet, fleetReady, type Fleet } from './fleet.js';
import { claimInstance } from './instance.js';
import { provideRedis, type InstanceRedis } from './redis.js';
import { eventLine, readyText } from './words.js';

const DEFAULT_PORT = 5017;
const DEFAULT_PREFIX = 'agrobot';

export interface UpOptions {
  /** The port that the user chose, if any; the default one may be replaced by the next free one. */
  port?: number | undefined;
  workers: number;
  verbose: boolean;
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  /** The programs to run as API and worker. */
  mains?: { api: string; worker: string };
  /** How long a process that a killed launcher left may take to end by itself. */
  leftoverDeadlineMs?: number;
}

/**
 * Runs Redis, the API and workers until a signal stops them, in that order's reverse. Resolves when nothing is left.
 *
 * @throws CliError when something cannot be started; what had been started is stopped first
 */
export async function runUp(options: UpOptions): Promise<void> {
  const { env, say } = options;
  const begun = performance.now();
  const varDir = varDirOf(env);
  const instance = await claimInstance(varDir, say, options.leftoverDeadlineMs);
  // Promises, so that a stop in the middle of a start waits for what it is about to stop.
  let redisStarting: Promise<InstanceRedis> | undefined;
  let fleetStarting: Promise<Fleet> | undefined;
  const stop = new AbortController();
  const giveSignalsBack = onStopSignals(
    () => {
      say('stopping: finishing what is being answered (Ctrl-C again ends it at once)');
      stop.abort();
    },
    () => {
      // The reactions run before the process ends: both promises are settled by now, or have nothing to kill.
      void fleetStarting?.then((fleet) => fleet.kill());
      void redisStarting?.then((redis) => redis.kill());
      setImmediate(() => process.exit(EXIT.interrupted));
    },
  );

  const fleetSettings = {
    mains: options.mains ?? MAINS,
    env,
    varDir,
    verbose: options.verbose,
    say,
    onEvent: (name: string, event: SuperviseEvent) => {
      // The next start has to know them if this process is killed.
      if (event.type === 'started') void instance.addChild(event.pid);
      const line = eventLine(name, event);
      if (line !== undefined) say(line);
    },
  };

  async function run(): Promise<void> {
    const port = await choosePort(options);
    stop.signal.throwIfAborted();
    redisStarting = provideRedis({ env, varDir, say });
    const redis = await redisStarting;
    stop.signal.throwIfAborted();
    say(`✓ Redis: ${redis.description}`);
    say('  starting the API and its workers …');
    fleetStarting = startFleet({ ...fleetSettings, redisUrl: redis.url, port }, options.workers);
    const { url = `http://127.0.0.1:${port}` } = await fleetReady(await fleetStarting);
    await instance.setAddress({ url, redisUrl: redis.url, prefix: env.AGROBOT_PREFIX ?? DEFAULT_PREFIX });
    say(readyText(url, (performance.now() - begun) / 1000, varDir));
    await redis.lost;
  }

  try {
    await Promise.race([run(), aborted(stop.signal)]);
  } finally {
    await (await fleetStarting?.catch(() => undefined))?.stop();
    await (await redisStarting?.catch(() => undefined))?.stop();
    await instance.remove();
    giveSignalsBack();
  }
  say('stopped; nothing is left running');
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

async function choosePort({ port, say }: UpOptions): Promise<number> {
  const wanted = port ?? DEFAULT_PORT;
  if (wanted === 0 || (await isPortFree(wanted))) return wanted;
  const owner = await describePortOwner(wanted);
  const free = await nextFreePort(wanted);
  if (free === undefined) throw new CliError(`Port ${wanted} is taken by ${owner}, and so are all above it.`);
  if (port !== undefined) {
    throw new CliError(
      `Port ${wanted} is taken by ${owner}.\nThe next free one is ${free}:  PORT=${free} npm start`,
    );
  }
  say(`port ${wanted} is taken by ${owner}; using ${free} instead`);
  return free;
}
