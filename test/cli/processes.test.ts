import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { isRunning } from '../../src/cli/processes.js';

const CHILDREN = 200;
const LOOKS_AT_ONCE = 20;

it('never says of a process that runs no more that it does', async () => {
  for (let children = 0; children < CHILDREN; children++) {
    const { pid } = spawn('true', { stdio: 'ignore' });
    const look = () => Promise.all(Array.from({ length: LOOKS_AT_ONCE }, () => isRunning(pid!)));
    while (!(await look()).includes(false));
    // It is there, dead, until its parent takes note of it; that may be in the middle of a look.
    expect(await look()).not.toContain(true);
  }
});
