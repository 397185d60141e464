import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { RedisClient } from '../../shared/process/redis/client.js';
import { createClient } from '../../client/index.js';
import { CliError } from '../cliError.js';
import { readInstance, type Instance } from '../findApi.js';
import { varDir } from '../paths.js';
import { withRedis } from '../redis/connection.js';
import { nodesOf } from '../redis/nodes.js';
import { signal as sendSignal, waitUntilGone } from '../processes.js';

const LAUNCHER = path.resolve(import.meta.dirname, '../../../bin/agrobot.mjs');
const START_POLL_MS = 100;
const STOP_DEADLINE_MS = 60_000;
const CLEAN_UP_DEADLINE_MS = 10_000;
const LAST_WORDS_LINES = 12;

export interface DemoInstance extends Instance {
  /** Stops it if the demo started it. */
  stop(): Promise<void>;
}

/** The instance that runs here, else one of the demo's own beside it, with its own data and key prefix. */
export async function openInstance(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<DemoInstance> {
  const running = await runningInstance(env);
  if (running) {
    say(`using the instance at ${running.url}`);
    return { ...running, stop: () => Promise.resolve() };
  }
  const ownDir = path.join(varDir(env), 'demo');
  const own: NodeJS.ProcessEnv = {
    ...env,
    AGROBOT_VAR: ownDir,
    // Nothing of an earlier demo, and in a Redis of the user's nothing of theirs.
    AGROBOT_PREFIX: `agrobot-demo-${randomBytes(4).toString('hex')}`,
  };
  // A demo that was killed leaves its instance running: it is as good as a new one.
  const leftOver = await runningInstance(own);
  if (!leftOver) say('starting an instance for the demo');
  const instance = leftOver
    ? { ...leftOver, stop: () => stopLauncher(leftOver.pid) }
    : await startInstance(own, say, signal);
  return {
    ...instance,
    async stop() {
      await instance.stop();
      if (env.REDIS_URL)
        await withRedis(env.REDIS_URL, CLEAN_UP_DEADLINE_MS, (redis) => removeKeys(redis, instance.prefix));
      else await rm(path.join(ownDir, 'redis'), { recursive: true, force: true });
    },
  };
}

async function removeKeys(redis: RedisClient, prefix: string): Promise<void> {
  const [node] = await nodesOf(redis, `{${prefix}}`);
  for await (const keys of node.scanStream({ match: `{${prefix}}*`, count: 1_000 })) {
    if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]));
  }
}

async function runningInstance(env: NodeJS.ProcessEnv): Promise<Instance | null> {
  const instance = await readInstance(env);
  if (!instance) return null;
  const client = createClient({ baseUrl: instance.url, patienceMs: 0 });
  const isThere = await client.health().then(
    () => true,
    () => false,
  );
  return isThere ? instance : null;
}

async function startInstance(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<DemoInstance> {
  // Detached: a Ctrl-C at the terminal reaches only this process, which then stops the instance in order.
  const launcher = spawn(process.execPath, [LAUNCHER, 'up', '--port', '0'], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words: string[] = [];
  for (const stream of [launcher.stdout, launcher.stderr]) {
    createInterface({ input: stream }).on('line', (line) => words.push(line));
  }
  const exited = once(launcher, 'exit');
  const pid = launcher.pid ?? 0;
  const stop = async () => {
    if (launcher.exitCode !== null || launcher.signalCode !== null) return;
    launcher.kill('SIGTERM');
    await exited;
  };
  try {
    let told = 0;
    while (launcher.exitCode === null && launcher.signalCode === null) {
      const news = words.slice(told);
      const instance = await readInstance(env);
      // The address is there before the launcher tells people what to do with it: that part is not for the demo.
      if (instance?.pid === pid) return { ...instance, stop };
      for (const line of news) if (line.trim() !== '') say(`  ${line.trim()}`);
      told += news.length;
      await delay(START_POLL_MS, undefined, { signal });
    }
    throw new CliError(`The demo's instance did not start.\n${words.slice(-LAST_WORDS_LINES).join('\n')}`);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopLauncher(pid: number): Promise<void> {
  sendSignal(pid, 'SIGTERM');
  if (!(await waitUntilGone(pid, STOP_DEADLINE_MS))) throw new CliError(`Process ${pid} does not stop.`);
}
