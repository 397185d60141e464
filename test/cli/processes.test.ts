import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { isRunning } from '../../src/cli/processes.js';

const CHILDREN = 200;
const LOOKS_AT_ONCE = 20;

it('says of a process that has ended that it runs no more, and never again that it does', async () => {
  for (let children = 0; children < CHILDREN; children++) {
    const { pid } = spawn('true', { stdio: 'ignore' });
    const said: boolean[] = [];
    // A child that has ended is there, dead, until its parent takes note of it; that may be in the middle of a look.
    while (said.at(-1) !== false)
      said.push(...(await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, () => isRunning(pid!)))));
    expect(said.slice(said.indexOf(false))).not.toContain(true);
  }
});
