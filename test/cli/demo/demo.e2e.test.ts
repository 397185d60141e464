import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntilGone } from '../../../src/cli/processes.js';
import { launch } from '../../support/launched.js';

const AGROBOT = path.resolve(import.meta.dirname, '../../../bin/agrobot.mjs');

let varDir: string;
beforeEach(async () => {
  varDir = await mkdtemp(path.join(tmpdir(), 'agrobot-demo-'));
});
afterEach(() => rm(varDir, { recursive: true, force: true }));

describe('agrobot demo', () => {
  it('starts an instance of its own, loses no question with the worker that it kills, and stops all', async () => {
    const env = { ...process.env, AGROBOT_VAR: varDir, AGROBOT_THREADS: '1' };
    const demo = launch(AGROBOT, ['demo', '--questions', '100'], env);
    const pid = Number(/process (\d+)/.exec(await demo.line(/^it is ready \(process \d+\)$/))![1]);
    const killed = await demo.line(/^killed it \(SIGKILL\)/);
    expect(killed).toMatch(/with [1-9]\d* questions on their way$/);
    expect(await waitUntilGone(pid, 5_000)).toBe(true);
    expect((await demo.exited).code, demo.lines.join('\n')).toBe(0);
    expect(demo.lines).toContain('100/100 answered');
    expect(await readdir(path.join(varDir, 'demo'))).not.toContain('agrobot.json');
  });
});
