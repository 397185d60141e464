import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { freePort } from '../../src/cli/ports.js';
import { isRunning, waitUntilGone } from '../../src/cli/processes.js';
import { launch, type Launched } from '../support/launched.js';

/** `agrobot worker` as it is built, with a stand-in for the worker. */
const ROLE = path.resolve(import.meta.dirname, '../support/fixtures/role.mjs');

let varDir: string;
let program: Launched | undefined;

beforeEach(() => {
  varDir = mkdtempSync(path.join(tmpdir(), 'agrobot-role-'));
});

afterEach(async () => {
  if (program && (await isRunning(program.pid))) {
    process.kill(program.pid, 'SIGTERM');
    await program.exited;
  }
  rmSync(varDir, { recursive: true });
});

function workers(count: number, env: NodeJS.ProcessEnv = {}): Launched {
  program = launch(ROLE, [String(count)], { ...process.env, AGROBOT_VAR: varDir, ...env });
  return program;
}

const pidOn = async (url: string) => Number((await fetch(url)).headers.get('x-pid'));

describe('agrobot worker', () => {
  it('keeps its replicas on ports beside each other, with one more for a successor', async () => {
    const first = await freePort();
    const role = workers(1, { AGROBOT_WORKER_PORT: String(first) });
    await role.line(new RegExp(`worker 1: ready after .*:${first}$`));
    const old = await pidOn(`http://127.0.0.1:${first}`);
    process.kill(old, 'SIGUSR2');
    await role.line(new RegExp(`worker 1: ready after .*:${first + 1}$`));
    await role.line(new RegExp(`worker 1: process \\d+ took over from ${old}`));
    expect(await waitUntilGone(old, 5_000)).toBe(true);
  });

  it('starts a replica that was killed again and says why', async () => {
    const port = await freePort();
    const role = workers(1, { AGROBOT_WORKER_PORT: String(port) });
    await role.line(/worker 1: ready/);
    process.kill(await pidOn(`http://127.0.0.1:${port}`), 'SIGKILL');
    await role.line(/worker 1: ended \(signal SIGKILL\); starting it again in \d\.\d s/);
  });

  it('hands SIGTERM on and ends when its replicas have', async () => {
    const role = workers(2);
    await role.line(/worker 1: ready/);
    await role.line(/worker 2: ready/);
    process.kill(role.pid, 'SIGTERM');
    expect(await role.exited).toEqual({ code: 0, signal: null });
    expect(role.lines).toContain('stopping (SIGTERM)');
  });

  it('ends with the reason when the worker cannot start', async () => {
    const role = workers(2, { FIXTURE_MODE: 'fail' });
    await role.line(/CliError worker \d: models\/intents\/model\.onnx is missing/);
    expect((await role.exited).code).toBe(1);
  });

  it('uses the Redis of the instance that runs here, unless REDIS_URL names another', async () => {
    mkdirSync(path.join(varDir, 'redis'));
    writeFileSync(
      path.join(varDir, 'redis', 'redis.json'),
      JSON.stringify({ port: 7001, password: 'secret' }),
    );
    const redisOf = async (env: NodeJS.ProcessEnv) => {
      const port = await freePort();
      const role = workers(1, { ...env, AGROBOT_WORKER_PORT: String(port) });
      await role.line(/worker 1: ready/);
      const text = await (await fetch(`http://127.0.0.1:${port}`)).text();
      process.kill(role.pid, 'SIGTERM');
      await role.exited;
      return text;
    };
    expect(await redisOf({ REDIS_URL: '' })).toBe('redis://:secret@127.0.0.1:7001');
    expect(await redisOf({ REDIS_URL: 'redis://10.0.0.5:6379' })).toBe('redis://10.0.0.5:6379');
  });
});
