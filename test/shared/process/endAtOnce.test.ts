import { expect, it } from 'vitest';
import { endAtOnce } from '../../../src/shared/process/endAtOnce.js';

/** That it ends process 1 of a container, whose threads hang, is tested where there is one: test/docker. */
it('aborts only where its own SIGKILL was not heard', () => {
  const done: unknown[] = [];
  endAtOnce({
    pid: 1,
    kill: (...what) => done.push(what),
    abort: () => done.push('abort'),
  });
  expect(done).toEqual([[1, 'SIGKILL'], 'abort']);
});
