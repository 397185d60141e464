import { describe, expect, it } from 'vitest';
import { readLimits, wholeCores } from '../../../src/shared/process/limits.js';

const GIB = 1024 ** 3;
const machine = { memoryBytes: 16 * GIB, cores: 8 };

it.each([
  ['a container under cgroup v2', { 'memory.max': `${GIB}\n`, 'cpu.max': '150000 100000\n' }, GIB, 1.5],
  ['no limits under cgroup v2', { 'memory.max': 'max\n', 'cpu.max': 'max 100000\n' }, 16 * GIB, 8],
  [
    'a container under cgroup v1',
    {
      'memory/memory.limit_in_bytes': `${2 * GIB}\n`,
      'cpu/cpu.cfs_quota_us': '50000\n',
      'cpu/cpu.cfs_period_us': '100000\n',
    },
    2 * GIB,
    0.5,
  ],
  [
    'no limits under cgroup v1',
    {
      'memory/memory.limit_in_bytes': '9223372036854771712\n',
      'cpu/cpu.cfs_quota_us': '-1\n',
      'cpu/cpu.cfs_period_us': '100000\n',
    },
    16 * GIB,
    8,
  ],
  ['a system without cgroups', {}, 16 * GIB, 8],
])('reads what %s allows', (_, files: Record<string, string>, memoryBytes, cores) => {
  expect(readLimits((file) => files[file] ?? null, machine)).toEqual({ memoryBytes, cores });
});

describe('whole cores', () => {
  it.each([
    [0.5, 1],
    [1, 1],
    [1.9, 1],
    [8, 8],
  ])('%d are %d', (cores, whole) => {
    expect(wholeCores({ memoryBytes: 1, cores })).toBe(whole);
  });
});
