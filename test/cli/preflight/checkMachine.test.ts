import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  checkDebugging,
  checkUser,
  diskFinding,
  memoryFindings,
} from '../../../src/cli/preflight/checkMachine.js';
import type { Finding } from '../../../src/cli/preflight/finding.js';

const MIB = 1024 * 1024;
const PRODUCTION = { NODE_ENV: 'production' };

describe('debugging', () => {
  it('is off in production', () => {
    expect(checkDebugging(PRODUCTION, [])).toMatchObject([{ status: 'ok' }]);
  });

  it.each([
    [{}, [], 'warn', 'NODE_ENV is not set'],
    [{ NODE_ENV: 'development' }, [], 'fail', 'NODE_ENV is "development"'],
    [{ ...PRODUCTION, AGROBOT_LOG_LEVEL: 'debug' }, [], 'fail', 'AGROBOT_LOG_LEVEL is "debug"'],
    [{ ...PRODUCTION, AGROBOT_LOG_LEVEL: 'silent' }, [], 'warn', 'AGROBOT_LOG_LEVEL is "silent"'],
    [{ ...PRODUCTION, NODE_OPTIONS: '--inspect=0.0.0.0' }, [], 'fail', 'Node is started with --inspect'],
    [PRODUCTION, ['--inspect-brk'], 'fail', 'Node is started with --inspect'],
    [{ ...PRODUCTION, DEBUG: 'ioredis:*' }, [], 'fail', 'DEBUG is "ioredis:*"'],
    [{ ...PRODUCTION, NODE_DEBUG: 'http' }, [], 'fail', 'NODE_DEBUG is "http"'],
    [{ ...PRODUCTION, OPENAI_LOG: 'debug' }, [], 'fail', 'OPENAI_LOG is "debug"'],
  ])('is found: %j %j', (env, execArgv, status, found) => {
    expect(checkDebugging(env, execArgv)).toMatchObject([{ status, found }]);
  });

  it.each([{ DEBUG: '' }, { NODE_DEBUG: '' }, { OPENAI_LOG: 'warn' }])('is off with %j', (env) => {
    expect(checkDebugging({ ...PRODUCTION, ...env }, [])).toMatchObject([{ status: 'ok' }]);
  });
});

it.each([
  [0, PRODUCTION, 'fail'],
  [0, {}, 'warn'],
  [0, { NODE_ENV: 'development' }, 'warn'],
  [1000, PRODUCTION, 'ok'],
  [null, PRODUCTION, 'ok'],
])('takes user id %s with %j: %s', (id, env, status) => {
  expect(checkUser(id, env).status).toBe(status);
});

describe('memory', () => {
  const sizes = { memoryBytes: 4_000 * MIB, freeBytes: 3_000 * MIB, cores: 2 };

  const container = { memoryBytes: 512 * MIB, freeBytes: 500 * MIB, cores: 2 };

  it('is enough for a worker with a thread a core', () => {
    expect(memoryFindings({}, sizes)).toMatchObject([
      { status: 'ok', found: '3,000 MB free, 4,000 MB allowed; a worker of 2 threads takes 375 MB' },
    ]);
  });

  it('is counted by the formula of docs/worker-settings.md', async () => {
    const text = await readFile(new URL('../../../docs/worker-settings.md', import.meta.url), 'utf8');
    const [, worker, thread] = /(\d+) MB \+ (\d+) MB × threads/.exec(text)!.map(Number);
    const [{ found }] = memoryFindings({ AGROBOT_THREADS: '3' }, sizes) as [Finding];
    expect(found).toContain(`a worker of 3 threads takes ${worker! + 3 * thread!} MB`);
  });

  it.each([
    [{ AGROBOT_THREADS: '64' }, sizes, 'fail', /64 threads takes 5,335 MB/],
    [{}, { ...sizes, memoryBytes: 200 * MIB }, 'fail', /200 MB allowed/],
    [{}, { ...sizes, freeBytes: 100 * MIB }, 'warn', /100 MB free/],
    [{ AGROBOT_RECYCLE_MEMORY_MB: '1000' }, container, 'warn', /replaced at 1,000 MB/],
    [{ AGROBOT_RECYCLE_MEMORY_MB: '470' }, container, 'warn', /replaced at 470 MB/],
    // 85 % of the container are less than the worker takes.
    [{ AGROBOT_THREADS: '3' }, container, 'warn', /3 threads takes 455 MB; it is replaced at 435 MB/],
    [{ AGROBOT_RECYCLE_MEMORY_MB: '300' }, sizes, 'warn', /takes 375 MB; it is replaced at 300 MB/],
  ])('is short with %j, %j: %s', (env, of, status, found) => {
    expect(memoryFindings(env, of)).toMatchObject([{ status, found: expect.stringMatching(found) }]);
  });

  it('is enough for many threads where there is plenty of it', () => {
    const large = { memoryBytes: 32_000 * MIB, freeBytes: 30_000 * MIB, cores: 16 };
    expect(memoryFindings({}, large)).toMatchObject([{ status: 'ok' }]);
  });

  it.each([{}, { AGROBOT_RECYCLE_MEMORY_MB: '450' }])(
    'is enough where a worker is replaced before its limit: %j',
    (env) => {
      expect(memoryFindings(env, container)).toMatchObject([{ status: 'ok' }]);
    },
  );

  it.each([
    [
      { AGROBOT_RECYCLE_MEMORY_MB: '300' },
      sizes,
      /^Set AGROBOT_RECYCLE_MEMORY_MB above 375 MB, and below 3,600 MB/,
    ],
    [
      { AGROBOT_THREADS: '3' },
      container,
      /^Give it more \(910 MB is safe\), or set AGROBOT_THREADS lower than 3/,
    ],
  ])('is mended, with %j, %j, by what helps', (env, of, advice) => {
    expect(memoryFindings(env, of)).toMatchObject([
      { status: 'warn', advice: expect.stringMatching(advice) },
    ]);
  });

  it('is not said to be mended by fewer threads than one', () => {
    const [{ advice }] = memoryFindings({}, { ...container, memoryBytes: 200 * MIB, cores: 1 }) as [Finding];
    expect(advice).not.toContain('AGROBOT_THREADS');
  });
});

it.each([
  [100, 'fail'],
  [1_000, 'warn'],
  [10_000, 'ok'],
])('takes %s MB of free disk: %s', (mb, status) => {
  expect(diskFinding({ diskBytes: mb * MIB }).status).toBe(status);
});
