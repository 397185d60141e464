import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface PrivateRedis {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

interface ReadyMessage {
  type: 'ready' | 'failed';
  url?: string;
  metricsUrl?: string;
  message?: string;
}

interface Process {
  pid: number;
  /** Of the public API. */
  url: string;
  metricsUrl: string;
  /** From its start to its word that it is ready, s. */
  readyS: number;
}

export interface FleetOptions {
  /** Worker processes; more are started by `addWorker`. */
  workers: number;
  /** Of each worker. */
  threads: number;
  /** AGROBOT_MAX_BATCH; undefined = the product's default. */
  batch?: number | undefined;
}

/** Redis, one API process and workers of their own, as `npm start` runs them; from the built product. */
export async function startFleet(root: string, { workers, threads, batch }: FleetOptions) {
  const dir = await mkdtemp(join(tmpdir(), 'agrobot-bench-'));
  const { startPrivateRedis } = (await import(`${root}/dist/cli/redis/privateRedis.js`)) as {
    startPrivateRedis(options: object): Promise<PrivateRedis>;
  };
  const redis = await startPrivateRedis({
    dir,
    binDir: `${root}/var/redis-bin`,
    env: process.env,
    log: (line: string) => process.stderr.write(`${line}\n`),
  });
  const env = {
    ...process.env,
    REDIS_URL: redis.url,
    PORT: '0',
    METRICS_PORT: '0',
    AGROBOT_WORKER_PORT: '0',
    AGROBOT_THREADS: String(threads),
    ...(batch !== undefined && { AGROBOT_MAX_BATCH: String(batch) }),
    // All questions come from one address.
    AGROBOT_OPEN_PER_CALLER: '1000000',
    AGROBOT_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  };
  const children: ChildProcess[] = [];

  const { WORKER_NODE_OPTIONS } = (await import(`${root}/dist/cli/paths.js`)) as {
    WORKER_NODE_OPTIONS: string[];
  };

  async function start(main: string, execArgv: string[] = []): Promise<Process> {
    const started = performance.now();
    const child = fork(`${root}/dist/${main}`, {
      env,
      execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    const [message] = (await once(child, 'message')) as [ReadyMessage];
    if (message.type !== 'ready') throw new Error(message.message ?? `${main} did not start`);
    return {
      pid: child.pid!,
      url: message.url ?? '',
      metricsUrl: message.metricsUrl ?? '',
      readyS: (performance.now() - started) / 1_000,
    };
  }

  async function stop() {
    for (const child of children.toReversed()) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await redis.stop();
    await rm(dir, { recursive: true, force: true });
  }

  try {
    const api = await start('api/main.js');
    const started: Process[] = [];
    const addWorker = async () => {
      started.push(await start('workers/main.js', WORKER_NODE_OPTIONS));
    };
    for (let count = 0; count < workers; count++) await addWorker();
    return { threads, api, workers: started, redis, addWorker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export type Fleet = Awaited<ReturnType<typeof startFleet>>;
