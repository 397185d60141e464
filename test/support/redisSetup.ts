import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { isRunning, signal, waitUntilGone } from '../../src/cli/processes.js';
import { readPid } from '../../src/cli/redis/place.js';
import { startPrivateRedis } from '../../src/cli/redis/privateRedis.js';

/** Shared with `npm start`, so that a server is downloaded once. */
const BIN_DIR = path.resolve(import.meta.dirname, '../../var/redis-bin');

/** The folder of a run's Redis carries the run's process id. */
const FOLDER = /^agrobot-test-redis-(\d+)-/;

/** One Redis for a whole test run: the one of REDIS_URL, else a private one that is gone with its data afterwards. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.REDIS_URL) return undefined;
  await clearAfterKilledRuns();
  const dir = await mkdtemp(path.join(tmpdir(), `agrobot-test-redis-${process.pid}-`));
  const redis = await startPrivateRedis({ dir, binDir: BIN_DIR, env: process.env, log: console.log });
  process.env.REDIS_URL = redis.url;
  return async () => {
    delete process.env.REDIS_URL;
    await redis.stop();
    await rm(dir, { recursive: true, force: true });
  };
}

/** A run that was killed could not stop its Redis, which is no child of its terminal either. */
async function clearAfterKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(FOLDER.exec(name)?.[1]);
    if (Number.isNaN(owner) || (await isRunning(owner))) continue;
    const dir = path.join(tmpdir(), name);
    const pid = await readPid(dir);
    if (pid !== undefined) {
      signal(pid, 'SIGTERM');
      await waitUntilGone(pid, 5_000);
    }
    await rm(dir, { recursive: true, force: true });
  }
}
