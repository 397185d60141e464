import { describe, expect, it } from 'vitest';
import { docker, inspect, runName } from './engine.js';

const HANG = "require('node:crypto').pbkdf2Sync('a', 'b', 2 ** 31 - 1, 64, 'sha512')";
const LONG_ENOUGH_MS = 3_000;

/** Process 1 of a container without an init: one thread hangs in native code, then the other runs `last`. */
async function runAsProcessOne(last: string): Promise<string> {
  const script = `
    const { Worker } = require('node:worker_threads');
    import('/app/dist/shared/process/endAtOnce.js').then(({ endAtOnce }) => {
      new Worker(${JSON.stringify(`require('node:worker_threads').parentPort.postMessage(0); ${HANG}`)}, { eval: true })
        .once('message', () => setTimeout(() => { ${last} }, 100));
      console.log(process.pid);
    });
  `;
  const image = `agrobot:${runName()}`;
  const options = ['--ulimit', 'core=0', '--cpus', '1', '--entrypoint', 'node'];
  return docker('run', '--detach', ...options, image, '-e', script);
}

/** Its exit status, or null when it still runs after a while. */
async function endOf(id: string): Promise<number | null> {
  const ended = docker('wait', id).then(Number);
  const patience = new Promise<null>((resolve) => setTimeout(resolve, LONG_ENOUGH_MS, null));
  const status = await Promise.race([ended, patience]);
  if (status === null) {
    expect((await inspect(id))[0]?.State.Status).toBe('running');
    await docker('kill', id);
    await ended;
  }
  return status;
}

describe('a worker that is process 1 of its container', () => {
  it.each([
    ['its own SIGKILL', "process.kill(process.pid, 'SIGKILL')", null],
    ['an ordinary exit', 'process.exit(1)', null],
    ['what a worker does at the deadline of a job', 'endAtOnce(process)', 139],
  ])('with a thread that hangs: %s', async (_, last, status) => {
    const id = await runAsProcessOne(last);
    try {
      expect(await endOf(id)).toBe(status);
      expect((await docker('logs', id)).split('\n')[0]).toBe('1');
    } finally {
      await docker('rm', '--force', id);
    }
  });
});
