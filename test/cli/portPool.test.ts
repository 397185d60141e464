import { describe, expect, it } from 'vitest';

import { portsFrom } from '../../src/cli/portPool.js';

describe('ports for processes beside each other', () => {
  it('are given to one at a time, the lowest first', () => {
    const pool = portsFrom('9101', 3);
    const first = pool.take();
    const second = pool.take();
    expect([first.port, second.port, pool.take().port]).toEqual(['9101', '9102', '9103']);
    second.release();
    first.release();
    expect(pool.take().port).toBe('9101');
  });

  it.each([
    { first: undefined, port: undefined },
    { first: '', port: undefined },
    { first: '0', port: '0' },
  ])('are left to the process when the first is $first', ({ first, port }) => {
    const pool = portsFrom(first, 1);
    expect([pool.take().port, pool.take().port]).toEqual([port, port]);
  });

  it.each(['65535', 'x', '-1', '80.5'])('cannot start at %s for two', (first) => {
    expect(() => portsFrom(first, 2)).toThrow(/AGROBOT_WORKER_PORT is/);
  });
});
