import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { CliError } from '../cliError.js';
import { REDIS_BIN_DIR } from '../paths.js';
import { withoutSecrets } from '../../shared/process/redis/address.js';
import { withRedis } from '../redis/connection.js';
import { startPrivateRedis } from '../redis/privateRedis.js';

const ANSWER_DEADLINE_MS = 5_000;
/** A private Redis that dies over and over is not started more often than this. */
const RESTART_PAUSE_MS = 1_000;

/** The Redis of an instance: the one of REDIS_URL, or a private one that is kept running. */
export interface InstanceRedis {
  url: string;
  /** What it is, for a person to read. */
  description: string;
  /** Rejects when a private Redis died and cannot be started again; otherwise stays pending. */
  lost: Promise<never>;
  stop(): Promise<void>;
  kill(): void;
}

/** @throws CliError when REDIS_URL does not answer, or no private Redis can be had */
export async function provideRedis(options: {
  env: NodeJS.ProcessEnv;
  varDir: string;
  say: (line: string) => void;
}): Promise<InstanceRedis> {
  const { env, varDir, say } = options;
  if (env.REDIS_URL) return useRedisOf(env.REDIS_URL);

  const dir = path.join(varDir, 'redis');
  const start = () => startPrivateRedis({ dir, binDir: REDIS_BIN_DIR, env, log: say });
  let current = await start();
  let restarting: Promise<void> | undefined;
  let stopping = false;

  async function restart(reason: string): Promise<void> {
    say(`the private Redis ended (${reason}); starting it again on its data`);
    await delay(RESTART_PAUSE_MS);
    if (stopping) return;
    const next = await start();
    const moved = next.url !== current.url;
    current = next;
    if (moved)
      throw new CliError('The private Redis died, and its port has been taken by someone else since.');
    say('the private Redis is back');
  }

  async function keepRunning(): Promise<never> {
    for (;;) {
      const reason = await current.gone;
      // After a stop there is nothing left to keep; this promise then stays pending.
      if (stopping) return new Promise<never>(() => {});
      await (restarting = restart(reason));
    }
  }
  const lost = keepRunning();
  lost.catch(() => undefined);

  const { url, adopted } = current;
  return {
    url,
    description: `private, on ${withoutSecrets(url)}${adopted ? ', left by an earlier start' : ''}; data in ${dir}`,
    lost,
    async stop() {
      stopping = true;
      await restarting?.catch(() => undefined);
      await current.stop();
    },
    kill() {
      stopping = true;
      current.terminate();
    },
  };
}

async function useRedisOf(url: string): Promise<InstanceRedis> {
  try {
    await withRedis(url, ANSWER_DEADLINE_MS, (redis) => redis.ping());
  } catch (error) {
    throw new CliError(
      `REDIS_URL names ${withoutSecrets(url)}, which does not answer: ${(error as Error).message}\n` +
        'Start that Redis, correct REDIS_URL, or unset it: then AgroBot runs a private one.',
      1,
      { cause: error },
    );
  }
  return {
    url,
    description: withoutSecrets(url),
    lost: new Promise<never>(() => {}),
    stop: () => Promise.resolve(),
    kill: () => {},
  };
}
