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
  message?: string;
}

/** Redis, one API process and one worker of their own, as `npm start` runs them; from the built product. */
export async function startFleet(root: string, threads: number) {
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
    AGROBOT_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  };
  const children: ChildProcess[] = [];

  const { WORKER_NODE_OPTIONS } = (await import(`${root}/dist/cli/paths.js`)) as {
    WORKER_NODE_OPTIONS: string[];
  };

  async function start(main: string, execArgv: string[] = []) {
    const started = performance.now();
    const child = fork(`${root}/dist/${main}`, {
      env,
      execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    const [message] = (await once(child, 'message')) as [ReadyMessage];
    if (message.type !== 'ready') throw new Error(message.message ?? `${main} did not start`);
    return { pid: child.pid!, url: message.url ?? '', readyS: (performance.now() - started) / 1_000 };
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
    const worker = await start('workers/main.js', WORKER_NODE_OPTIONS);
    return { api, worker, redis, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export type Fleet = Awaited<ReturnType<typeof startFleet>>;
