import { describe, expect, it } from 'vitest';
import {
  checkDebugging,
  checkUser,
  diskFinding,
  memoryFindings,
} from '../../../src/cli/preflight/checkMachine.js';

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
  ])('is found: %j %j', (env, execArgv, status, found) => {
    expect(checkDebugging(env, execArgv)).toMatchObject([{ status, found }]);
  });
});

it.each([
  [0, 'warn'],
  [1000, 'ok'],
  [null, 'ok'],
])('takes user id %s: %s', (id, status) => {
  expect(checkUser(id).status).toBe(status);
});

describe('memory', () => {
  const sizes = { memoryBytes: 4_000 * MIB, freeBytes: 3_000 * MIB, cores: 2 };

  it('is enough for a worker with a thread a core', () => {
    expect(memoryFindings({}, sizes)).toMatchObject([
      { status: 'ok', found: '3,000 MB free, 4,000 MB allowed; a worker of 2 threads takes 310 MB' },
    ]);
  });

  it.each([
    [{ AGROBOT_THREADS: '64' }, sizes, 'fail', /64 threads takes 4,340 MB/],
    [{}, { ...sizes, memoryBytes: 200 * MIB }, 'fail', /200 MB allowed/],
    [{}, { ...sizes, freeBytes: 100 * MIB }, 'warn', /100 MB free/],
    [{}, { ...sizes, memoryBytes: 512 * MIB, freeBytes: 400 * MIB }, 'warn', /replaced at 1,000 MB/],
  ])('is short with %j, %j: %s', (env, of, status, found) => {
    expect(memoryFindings(env, of)).toMatchObject([{ status, found: expect.stringMatching(found) }]);
  });

  it('is enough where a worker is replaced before its limit', () => {
    const of = { ...sizes, memoryBytes: 512 * MIB, freeBytes: 400 * MIB };
    expect(memoryFindings({ AGROBOT_RECYCLE_MEMORY_MB: '450' }, of)).toMatchObject([{ status: 'ok' }]);
  });
});

it.each([
  [100, 'fail'],
  [1_000, 'warn'],
  [10_000, 'ok'],
])('takes %s MB of free disk: %s', (mb, status) => {
  expect(diskFinding({ diskBytes: mb * MIB }).status).toBe(status);
});
