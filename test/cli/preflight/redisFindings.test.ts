import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { redisFindings, replicaFindings, type RedisState } from '../../../src/cli/preflight/redisFindings.js';

const MIB = 1024 * 1024;
const GOOD: RedisState = {
  version: '7.4.1',
  isClusterNode: false,
  role: 'master',
  replicas: 0,
  minReplicas: 0,
  policy: 'noeviction',
  appendOnly: true,
  snapshots: false,
  lastWritesOk: true,
  usedBytes: 100 * MIB,
  maxBytes: 512 * MIB,
  limited: true,
  evicted: 0,
  aheadMs: -3.2,
};

describe('what preflight finds of a Redis', () => {
  it('is nothing to mend where all is well', () => {
    expect(redisFindings(GOOD)).toEqual([
      { check: 'redis eviction', status: 'ok', found: 'noeviction', advice: null },
      { check: 'redis persistence', status: 'ok', found: 'append-only file', advice: null },
      { check: 'redis memory', status: 'ok', found: '100 MB used of 512 MB', advice: null },
      { check: 'clock', status: 'ok', found: "Redis' is 3 ms behind this machine's", advice: null },
    ]);
  });

  it.each<[Partial<RedisState>, string, 'warn' | 'fail', RegExp]>([
    [{ version: '4.0.14' }, 'redis version', 'fail', /4\.0\.14/],
    [{ version: '6.0.16' }, 'redis version', 'warn', /6\.0\.16/],
    [{ role: 'slave' }, 'redis role', 'fail', /takes no writes/],
    [{ isClusterNode: true }, 'redis role', 'fail', /a node of a Cluster/],
    [{ policy: 'allkeys-lru' }, 'redis eviction', 'fail', /would be dropped/],
    [{ policy: null }, 'redis eviction', 'warn', /does not tell/],
    [{ evicted: 7 }, 'redis eviction', 'warn', /dropped 7 keys/],
    [{ appendOnly: false }, 'redis persistence', 'fail', /loses every question/],
    [{ appendOnly: false, snapshots: true }, 'redis persistence', 'warn', /snapshots alone/],
    [{ appendOnly: false, snapshots: null }, 'redis persistence', 'warn', /does not tell/],
    [{ lastWritesOk: false }, 'redis persistence', 'fail', /last write to disk failed/],
    [{ usedBytes: 370 * MIB }, 'redis memory', 'warn', /370 MB used of 512 MB/],
    [{ usedBytes: 420 * MIB }, 'redis memory', 'fail', /420 MB used of 512 MB: .*refuses new questions/],
    [{ usedBytes: 420 * MIB, limited: false }, 'redis memory', 'fail', /420 MB used of 512 MB$/],
    [{ limited: false }, 'redis memory', 'warn', /without a limit/],
    [{ maxBytes: 0, limited: false }, 'redis memory', 'warn', /does not tell how much/],
    [{ aheadMs: 800 }, 'clock', 'warn', /800 ms ahead of/],
    [{ aheadMs: -6_000 }, 'clock', 'fail', /6000 ms behind/],
  ])('is, of %j: %s %s', (state, check, status, found) => {
    const notOk = redisFindings({ ...GOOD, ...state }).filter((finding) => finding.status !== 'ok');
    expect(notOk).toEqual([
      { check, status, found: expect.stringMatching(found), advice: expect.stringMatching(/\w/) },
    ]);
  });

  it.each<[Partial<RedisState>, 'ok' | 'warn', RegExp]>([
    [{ replicas: 0 }, 'warn', /no replica/],
    [{ replicas: 1 }, 'warn', /1 replica, but a master that is cut off/],
    [{ replicas: 2, minReplicas: 1 }, 'ok', /2 replicas; it refuses writes without 1/],
    [{ replicas: 2, minReplicas: null }, 'ok', /2 replicas/],
  ])('is, of %j where another may take its place: %s', (state, status, found) => {
    const findings = redisFindings({ ...GOOD, isClusterNode: true, ...state }, 'cluster');
    expect(findings.filter(({ check }) => check === 'redis failover')).toMatchObject([
      { status, found: expect.stringMatching(found) },
    ]);
    expect(findings.some(({ check }) => check === 'redis role')).toBe(false);
  });

  it('is of its memory what the alerts tell', async () => {
    const alerts = await readFile(new URL('../../../deploy/monitoring/alerts.yml', import.meta.url), 'utf8');
    const shareOf = (alert: string) =>
      Number(new RegExp(`alert: ${alert}\\n +expr: .* >=? ([\\d.]+)\\n`).exec(alerts)?.[1]);
    const statusAt = (share: number) =>
      redisFindings({ ...GOOD, maxBytes: 1e9, usedBytes: Math.round(share * 1e9) }).find(
        ({ check }) => check === 'redis memory',
      )?.status;
    const filling = shareOf('AgrobotRedisFilling');
    const full = shareOf('AgrobotRedisFull');
    expect([filling, filling + 0.01, full - 0.01, full].map(statusAt)).toEqual([
      'ok',
      'warn',
      'warn',
      'fail',
    ]);
  });

  it('is of a replica what would be wrong once it is the master', () => {
    expect(replicaFindings({ ...GOOD, role: 'slave' }, 'h:1')).toMatchObject([
      { check: 'redis replica', status: 'ok', found: 'h:1 is set up to take over' },
    ]);
    expect(replicaFindings({ ...GOOD, policy: 'allkeys-lru', appendOnly: false }, 'h:1')).toMatchObject([
      { check: 'redis eviction', status: 'fail', found: expect.stringMatching(/^replica h:1: /) },
      { check: 'redis persistence', status: 'fail', found: expect.stringMatching(/^replica h:1: /) },
    ]);
  });

  it.each(['5.0.0', '6.2.0', '7.0.15', '8.2.1'])('takes version %s', (version) => {
    expect(redisFindings({ ...GOOD, version }).some(({ status }) => status === 'fail')).toBe(false);
  });
});
