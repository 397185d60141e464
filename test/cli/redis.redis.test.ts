import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isRunning } from '../../src/cli/processes.js';
import { withRedis } from '../../src/cli/redis/connection.js';
import { hasDebianPackages } from '../../src/cli/redis/debianPackages.js';
import { startPrivateRedis, type RunningRedis } from '../../src/cli/redis/privateRedis.js';
import { findOnPath } from '../../src/cli/redis/serverBinary.js';

const SHARED_BIN_DIR = path.resolve(import.meta.dirname, '../../var/redis-bin');

const onDebian = await hasDebianPackages(process.env);

let folder: string;
const running: RunningRedis[] = [];

beforeEach(() => {
  // A space and a quote: people keep their projects in such folders.
  folder = mkdtempSync(path.join(tmpdir(), `agrobot's "private" redis-`));
});

afterEach(async () => {
  for (const redis of running.splice(0)) await redis.stop();
  rmSync(folder, { recursive: true });
});

async function start(options: { binDir?: string; env?: NodeJS.ProcessEnv; log?: string[] } = {}) {
  const redis = await startPrivateRedis({
    dir: path.join(folder, 'data'),
    binDir: options.binDir ?? SHARED_BIN_DIR,
    env: options.env ?? process.env,
    log: (line) => options.log?.push(line),
  });
  running.push(redis);
  return redis;
}

const ask = <T>(redis: RunningRedis, question: Parameters<typeof withRedis<T>>[2]) =>
  withRedis(redis.url, 3_000, question);

/** A PATH with these programs of this machine alone. */
async function pathWith(...programs: string[]): Promise<NodeJS.ProcessEnv> {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  for (const program of programs) {
    const found = await findOnPath(program, process.env);
    if (found) symlinkSync(found, path.join(bin, program));
  }
  return { ...process.env, PATH: bin };
}

describe('a private Redis', () => {
  it('answers on loopback only to who knows its password, and never evicts', async () => {
    const redis = await start();
    expect(redis.url).toMatch(/^redis:\/\/:[\w-]{32}@127\.0\.0\.1:\d+$/);
    expect(await ask(redis, (client) => client.config('GET', 'bind'))).toEqual(['bind', '127.0.0.1']);
    const policy = await ask(redis, (client) => client.config('GET', 'maxmemory-policy'));
    expect(policy).toEqual(['maxmemory-policy', 'noeviction']);
    const stranger = redis.url.replace(/\/\/.*@/, '//');
    await expect(withRedis(stranger, 3_000, (client) => client.ping())).rejects.toThrow('NOAUTH');
  });

  it('keeps its password where only its owner can read it', async () => {
    await start();
    for (const file of ['redis.json', 'redis.conf']) {
      expect(statSync(path.join(folder, 'data', file)).mode & 0o077).toBe(0);
    }
    expect(statSync(path.join(folder, 'data')).mode & 0o077).toBe(0);
  });

  it('has gone when stop() resolves, and has its data again at the next start, on the same port', async () => {
    const first = await start();
    await ask(first, (client) => client.set('question', 'q_1'));
    await first.stop();
    await first.gone;
    expect(await isRunning(first.pid ?? 0)).toBe(false);

    const second = await start();
    expect(second.adopted).toBe(false);
    expect(second.url).toBe(first.url);
    expect(await ask(second, (client) => client.get('question'))).toBe('q_1');
  });

  it('loses nothing that it acknowledged when it is killed', async () => {
    const first = await start();
    await ask(first, (client) => client.set('question', 'q_1'));
    process.kill(first.pid ?? 0, 'SIGKILL');
    expect(await first.gone).toBe('signal SIGKILL');
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second, (client) => client.get('question'))).toBe('q_1');
  });

  it('that a killed launcher left behind is taken over as it is', async () => {
    const left = await start();
    const found = await start();
    expect(found).toMatchObject({ adopted: true, url: left.url, pid: left.pid });
    await found.stop();
    expect(await isRunning(left.pid ?? 0)).toBe(false);
  });

  it('that hangs is ended and replaced', async () => {
    const left = await start();
    process.kill(left.pid ?? 0, 'SIGSTOP');
    const fresh = await start();
    expect(fresh.adopted).toBe(false);
    expect(fresh.url).toBe(left.url);
    expect(await isRunning(left.pid ?? 0)).toBe(false);
  }, 40_000);

  it('takes another port when its last one is taken', async () => {
    const first = await start();
    await first.stop();
    // It takes in all it is sent and never answers.
    const squatter = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) =>
      squatter.listen(Number(new URL(first.url).port), '127.0.0.1', resolve),
    );
    const second = await start();
    expect(second.url).not.toBe(first.url);
    await ask(second, (client) => client.ping());
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('that cannot start says the last lines of its log and where its data is', async () => {
    const first = await start();
    await ask(first, (client) => client.set('question', 'q_1'));
    await first.stop();
    const files = path.join(folder, 'data', 'appendonlydir');
    for (const file of readdirSync(files)) writeFileSync(path.join(files, file), 'not what Redis wrote\n');
    await expect(start()).rejects.toThrow(
      /does not start[\s\S]+manifest[\s\S]+exit code 1[\s\S]+Its data is in/,
    );
  });
});

describe('without a Redis on PATH', () => {
  it.runIf(onDebian)(
    "takes Debian's packages without installing anything, and finds them the next time",
    async () => {
      const env = await pathWith('apt-get', 'dpkg-deb', 'dpkg', 'tar', 'xz', 'sh', 'rm', 'gpgv');
      const binDir = path.join(folder, 'redis-bin');
      const log: string[] = [];
      const first = await start({ binDir, env, log });
      await ask(first, (client) => client.ping());
      await first.stop();
      expect(log[0]).toContain("taking Debian's");
      // Only what was unpacked is left: no .deb, no package lists, no half of anything.
      expect(readdirSync(folder).sort()).toEqual(['bin', 'data', 'redis-bin']);
      expect(readdirSync(binDir).sort()).toEqual(['redis-server', 'usr']);

      log.length = 0;
      await start({ binDir, env: { ...env, PATH: '/nonexistent' }, log });
      expect(log).toEqual([]);
    },
    180_000,
  );

  it('and without Debian or Docker says what to install, and how to use one that is elsewhere', async () => {
    const starting = start({ binDir: path.join(folder, 'redis-bin'), env: { PATH: '/nonexistent' } });
    await expect(starting).rejects.toThrow(
      /No redis-server or valkey-server is on PATH[\s\S]+REDIS_URL=redis:/,
    );
  });
});
