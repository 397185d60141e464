import { createClient } from '../../client/index.js';
import { startChild, type Child } from '../child.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { LiveLines } from '../liveLines.js';
import { MAINS } from '../paths.js';
import { startBoard } from './board.js';
import { openInstance, type DemoInstance } from './instance.js';
import { createLoad, percentile, type Load } from './load.js';
import { demoQuestions } from './questions.js';

/** Slow enough to watch; the burst at the end is not. */
const PACE_MS = 40;
const WORKER_STOP_DEADLINE_MS = 30_000;
/** Nothing else makes a question wait this long. */
const TAKEN_OVER_MS = 5_000;
/** A question comes back 15 s after its worker's death; the API may be away for a moment besides. */
const PATIENCE_MS = 60_000;

export interface DemoOptions {
  total: number;
  env: NodeJS.ProcessEnv;
  screen: LiveLines;
  signal: AbortSignal;
}

/** Asks `total` questions while a worker joins and is killed; returns the exit status. */
export async function runDemo({ total, env, screen, signal }: DemoOptions): Promise<number> {
  const say = (line: string) => screen.print(line);
  const instance = await openInstance(env, say, signal);
  let added: Child | undefined;
  try {
    const client = createClient({
      baseUrl: instance.url,
      apiKey: env.AGROBOT_API_KEY,
      patienceMs: PATIENCE_MS,
    });
    const load = createLoad(client, demoQuestions(total), signal);
    const board = await startBoard(createClient({ baseUrl: instance.url, patienceMs: 0 }), load, screen);
    const startedAtMs = performance.now();
    try {
      say(`asking ${total} different questions`);
      await load.askNext(share(total, 0.25), PACE_MS);

      say('adding a worker');
      added = startWorker(instance, env);
      await Promise.all([workerReady(added), load.askNext(share(total, 0.15), PACE_MS)]);
      say(`it is ready (process ${added.pid})`);
      await load.askNext(share(total, 0.1), PACE_MS);

      const beforeBurst = total - load.remaining();
      await load.untilFinished(beforeBurst);
      await load.askNext(load.remaining(), 0);
      // With the first answer of the burst both workers are in the middle of it.
      await load.untilFinished(beforeBurst + 1);
      const onTheirWay = load.inFlight();
      added.kill();
      board.markKilled(added.pid);
      say(`killed it (SIGKILL) with ${onTheirWay} questions on their way`);
      await load.untilFinished(total);
    } finally {
      await board.stop();
    }
    return printSummary(load, performance.now() - startedAtMs, say);
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    await added?.stop();
    await instance.stop();
  }
}

const share = (total: number, part: number) => Math.floor(total * part);

/** A bare worker, not `agrobot worker`: that one would bring it back, and here it shall stay dead. */
function startWorker({ redisUrl, prefix }: DemoInstance, env: NodeJS.ProcessEnv): Child {
  return startChild({
    main: MAINS.worker,
    env: {
      ...env,
      REDIS_URL: redisUrl,
      AGROBOT_PREFIX: prefix,
      AGROBOT_WORKER_PORT: '0',
      AGROBOT_LOG_LEVEL: 'warn',
    },
    onLine: () => undefined,
    stopDeadlineMs: WORKER_STOP_DEADLINE_MS,
  });
}

async function workerReady(worker: Child): Promise<void> {
  const failure = await Promise.race([
    worker.ready.then(() => null),
    worker.failed,
    worker.exited.then((exit) => `${exit}\n${worker.lastWords()}`),
  ]);
  if (failure !== null) throw new CliError(`The added worker does not start: ${failure}`);
}

function printSummary(load: Load, elapsedMs: number, say: (line: string) => void): number {
  const ms = (p: number) => `${percentile(load.latenciesMs, p).toFixed(0)} ms`;
  const seconds = elapsedMs / 1000;
  const perSecond = (load.answered() / seconds).toFixed(1);
  say('');
  say(`${load.answered()}/${load.total} answered`);
  say(`${seconds.toFixed(1)} s · ${perSecond} questions/s · p50 ${ms(0.5)} · p99 ${ms(0.99)}`);
  const late = load.latenciesMs.filter((latencyMs) => latencyMs > TAKEN_OVER_MS).length;
  if (late > 0)
    say(`${late} were with the killed worker: the other one took them over when its locks ran out.`);
  if (load.failures.length === 0) return EXIT.ok;
  for (const failure of load.failures.slice(0, 10)) say(`failed: ${failure}`);
  return EXIT.failed;
}
