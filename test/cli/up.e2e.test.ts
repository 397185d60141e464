import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isRunning, waitUntilGone } from '../../src/cli/processes.js';
import { withRedis } from '../../src/cli/redis/connection.js';
import { readPid, readPlace, urlOf } from '../../src/cli/redis/place.js';
import { launch, type Launched } from '../support/launched.js';

/** `agrobot up` as it is built, with stand-ins for the API and the worker. */
const LAUNCHER = path.resolve(import.meta.dirname, '../support/fixtures/launcher.mjs');

let varDir: string;
let journal: string;
const launched: Launched[] = [];

beforeEach(() => {
  varDir = mkdtempSync(path.join(tmpdir(), 'agrobot-up-'));
  journal = path.join(varDir, 'journal');
});

afterEach(async () => {
  const instance = readInstance();
  for (const { pid } of [...launched.splice(0), ...(instance?.children ?? [])]) {
    if (!(await isRunning(pid))) continue;
    process.kill(pid, 'SIGKILL');
    await waitUntilGone(pid, 5_000);
  }
  const redis = await readPid(path.join(varDir, 'redis'));
  if (redis !== undefined && (await isRunning(redis))) {
    process.kill(redis, 'SIGKILL');
    await waitUntilGone(redis, 5_000);
  }
  rmSync(varDir, { recursive: true });
});

function up(args: string[] = ['1', '0'], env: NodeJS.ProcessEnv = {}): Launched {
  const inherited: NodeJS.ProcessEnv = {
    ...process.env,
    AGROBOT_VAR: varDir,
    FIXTURE_JOURNAL: journal,
    ...env,
  };
  // Without REDIS_URL it runs one of its own.
  if (!('REDIS_URL' in env)) delete inherited.REDIS_URL;
  const program = launch(LAUNCHER, args, inherited);
  launched.push(program);
  return program;
}

interface Instance {
  pid: number;
  url?: string;
  redisUrl?: string;
  children: { pid: number }[];
}

function readInstance(): Instance | undefined {
  const file = path.join(varDir, 'agrobot.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Instance) : undefined;
}

const notes = () =>
  readFileSync(journal, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { role: string; pid: number; what: string });

const pidsIn = (found: { pid: number }[]) => [...new Set(found.map(({ pid }) => pid))];
const READY = /^AgroBot is ready at (\S+)/;

async function redisPid(): Promise<number> {
  const pid = await readPid(path.join(varDir, 'redis'));
  if (pid === undefined) throw new Error('There is no private Redis.');
  return pid;
}

describe('agrobot up', () => {
  it('runs Redis, the API and its workers, says where, and writes it down for this user alone', async () => {
    const program = up(['2', '0']);
    const url = READY.exec(await program.line(READY))?.[1] ?? '';
    await program.line(/npm run ask -- "¿Cuánto café produjo Huila en 2020\?"/);
    const instance = readInstance();
    expect(instance).toMatchObject({ url, pid: program.pid, prefix: 'agrobot' });
    expect(instance?.children).toHaveLength(3);
    expect(statSync(path.join(varDir, 'agrobot.json')).mode & 0o077).toBe(0);
    // The stand-in answers with the REDIS_URL that it was given.
    expect(await (await fetch(url)).text()).toBe(instance?.redisUrl);
    expect(program.lines.filter((line) => line.startsWith('✓'))).toHaveLength(4);
  });

  it('shows the warnings of its processes and keeps all they say in files', async () => {
    const program = up();
    await program.line(/^worker 1: warn careful \(upstream=none\)$/);
    await program.line(READY);
    expect(program.lines.some((line) => line.includes('hello'))).toBe(false);
    process.kill(program.pid, 'SIGTERM');
    await program.exited;
    const log = readFileSync(path.join(varDir, 'log', 'worker-1.log'), 'utf8');
    expect(log).toContain('"hello"');
    expect(log).toContain('"careful"');
  });

  it('stops the API, then the workers, then Redis, at a Ctrl-C that npm repeats, and leaves no process', async () => {
    const program = up();
    await program.line(READY);
    const redis = await redisPid();
    process.kill(program.pid, 'SIGINT');
    process.kill(program.pid, 'SIGINT');
    expect(await program.exited).toEqual({ code: 0, signal: null });
    const story = notes().map(({ role, what }) => `${role} ${what}`);
    expect(story.slice(2)).toEqual([
      'api stop asked by SIGTERM',
      'api stopped',
      'worker stop asked by SIGTERM',
      'worker stopped',
    ]);
    for (const pid of [...pidsIn(notes()), redis]) expect(await isRunning(pid)).toBe(false);
    expect(readInstance()).toBeUndefined();
  });

  it('ends at once when it is told a second time', async () => {
    const program = up(['1', '0'], { FIXTURE_MODE: 'deaf' });
    await program.line(READY);
    const redis = await redisPid();
    const { children } = readInstance() ?? { children: [] };
    process.kill(program.pid, 'SIGINT');
    await program.line(/Ctrl-C again/);
    process.kill(program.pid, 'SIGTERM');
    expect((await program.exited).code).toBe(130);
    for (const { pid } of [...children, { pid: redis }]) expect(await waitUntilGone(pid, 5_000)).toBe(true);
  });

  it('stops in the middle of its start', async () => {
    const program = up();
    await program.line(/starting the API/);
    const redis = await redisPid();
    process.kill(program.pid, 'SIGTERM');
    expect((await program.exited).code).toBe(0);
    expect(await isRunning(redis)).toBe(false);
    expect(readInstance()).toBeUndefined();
  });

  it('when killed leaves no API and no worker, and a Redis that the next start takes over', async () => {
    const first = up();
    await first.line(READY);
    const redis = await redisPid();
    const pids = pidsIn(notes());
    process.kill(first.pid, 'SIGKILL');
    for (const pid of pids) expect(await waitUntilGone(pid, 10_000)).toBe(true);
    expect(
      notes()
        .map(({ what }) => what)
        .filter((what) => what.startsWith('stop asked')),
    ).toEqual(['stop asked by the end of the channel', 'stop asked by the end of the channel']);
    expect(await isRunning(redis)).toBe(true);

    const second = up();
    await second.line(/Redis: .*left by an earlier start/);
    await second.line(READY);
    expect(await redisPid()).toBe(redis);
    process.kill(second.pid, 'SIGTERM');
    await second.exited;
    expect(await isRunning(redis)).toBe(false);
  });

  it('ends what a killed launcher left behind and what does not stop by itself', async () => {
    const first = up(['1', '0'], { FIXTURE_MODE: 'deaf' });
    await first.line(READY);
    const pids = pidsIn(notes());
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = up();
    await second.line(/waiting for a process of the last run/);
    await second.line(READY);
    for (const pid of pids) expect(await isRunning(pid)).toBe(false);
  });

  it('starts a Redis that died again, with its data and at its address', async () => {
    const program = up();
    await program.line(READY);
    const place = await readPlace(path.join(varDir, 'redis'));
    if (!place) throw new Error('There is no private Redis.');
    await withRedis(urlOf(place), 3_000, (redis) => redis.set('question', 'q_1'));
    process.kill(await redisPid(), 'SIGKILL');
    await program.line(/the private Redis ended \(signal SIGKILL\)/);
    await program.line(/the private Redis is back/);
    expect(await withRedis(urlOf(place), 3_000, (redis) => redis.get('question'))).toBe('q_1');
  });

  it('says that it runs already, and where', async () => {
    const first = up();
    const url = READY.exec(await first.line(READY))?.[1] ?? '';
    const second = up();
    expect((await second.exited).code).toBe(1);
    await second.line(new RegExp(`already running at ${url} \\(process ${first.pid}\\)`));
  });

  it('names who has the port that was asked for, and the next free one', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const program = up(['1', String(port)]);
    await program.line(new RegExp(`Port ${port} is taken by .*\\(pid ${process.pid}\\)`));
    await program.line(/The next free one is \d+: {2}PORT=\d+ npm start/);
    expect((await program.exited).code).toBe(1);
    expect(readInstance()).toBeUndefined();
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('takes the next free port when the usual one is taken, and says so', async () => {
    const squatter = createServer();
    // Taken by this test or, if that fails, by someone else: either will do.
    await new Promise<void>((resolve) => {
      squatter.once('error', () => resolve());
      squatter.listen(5017, '127.0.0.1', resolve);
    });
    const program = up(['1']);
    const line = await program.line(/^port 5017 is taken by .+; using \d+ instead$/);
    const port = /using (\d+)/.exec(line)?.[1];
    expect(await program.line(READY)).toContain(`:${port} `);
    if (squatter.listening) await new Promise((resolve) => squatter.close(resolve));
  });

  it('uses the Redis of REDIS_URL and leaves it running', async () => {
    const REDIS_URL = process.env.REDIS_URL ?? '';
    const program = up(['1', '0'], { REDIS_URL });
    await program.line(READY);
    expect(program.lines.join('\n')).not.toContain(new URL(REDIS_URL).password || 'no password at all');
    process.kill(program.pid, 'SIGTERM');
    await program.exited;
    expect(await withRedis(REDIS_URL, 3_000, (redis) => redis.ping())).toBe('PONG');
    expect(existsSync(path.join(varDir, 'redis'))).toBe(false);
  });

  it('says what to do when REDIS_URL does not answer', async () => {
    const program = up(['1', '0'], { REDIS_URL: 'redis://:secret@127.0.0.1:1' });
    await program.line(/REDIS_URL names redis:\/\/127\.0\.0\.1:1, which does not answer: .*ECONNREFUSED/);
    expect((await program.exited).code).toBe(1);
  });

  it('stops everything and gives the reason when a worker cannot start', async () => {
    const program = up(['1', '0'], { FIXTURE_MODE: 'fail' });
    await program.line(/models\/intents\/model\.onnx is missing/);
    expect((await program.exited).code).toBe(1);
    // A Redis that ends in order takes its pid file with it.
    expect(await readPid(path.join(varDir, 'redis'))).toBeUndefined();
  });
});
