import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { docker } from './engine.js';
import { startTinyStack, type Begun, type TinyStack } from './tinyStack.js';

const [OLD, NEW, NEXT] = ['1.0.0', '1.1.0', '1.2.0'];
const ROLL = { timeout: 120_000 };
const PATIENCE = { timeout: 60_000, interval: 200 };
const DEPLOY = 'deploy/deploy.sh --no-build --window 0';

let stack: TinyStack;

/** Nothing of another version, one of each, and it runs. */
async function expectToRun(version: string): Promise<void> {
  for (const service of ['worker', 'api'])
    expect([service, await stack.replicas(service)]).toEqual([service, [`${version} running`]]);
}

const worker = async () => (await stack.containers('worker'))[0]!;

async function sayingSoon(begun: Begun, text: RegExp): Promise<void> {
  await vi.waitFor(() => expect(begun.said()).toMatch(text), PATIENCE);
}

/** What a script does after its reader went away is seen in its history alone. */
async function recordedSoon(text: RegExp): Promise<void> {
  await vi.waitFor(async () => expect((await stack.history()).at(-1)).toMatch(text), PATIENCE);
}

// The life of one installation, with one replica of each: each step begins with what the one before has left.
describe.sequential('deploy.sh and rollback.sh', () => {
  beforeAll(async () => {
    stack = await startTinyStack({ version: OLD, checkout: NEW });
    await stack.makeVersion(NEW, 'AGROBOT_NEWER');
    await stack.makeVersion(NEXT, 'AGROBOT_NEWER');
    // As "docker-compose build" does it: the name of what runs is another image's.
    await docker('tag', `${stack.image}:${NEXT}`, `${stack.image}:${OLD}`);
  });
  afterAll(() => stack?.down());

  it('refuse what the version that runs could not be started with again', ROLL, async () => {
    const env = path.join(stack.root, '.env');
    const before = await readFile(env, 'utf8');
    const ids = (await stack.containers('worker')).map(({ Id }) => Id);
    await writeFile(env, `${before}AGROBOT_NEWER=1\n`);
    await expect(stack.shell(`${DEPLOY} ${NEW}`)).rejects.toThrow(
      new RegExp(
        `ended with 1:[^]*AGROBOT_NEWER is no variable[^]*${OLD}, which runs[^]*nothing was changed`,
      ),
    );
    await writeFile(env, before);
    expect((await stack.containers('worker')).map(({ Id }) => Id)).toEqual(ids);
    await expectToRun(OLD);
  });

  it(
    'finish the stop of the only worker before they start another, when a deploy is ended in it',
    ROLL,
    async () => {
      const { Id } = await worker();
      const deploy = stack.begin(`${DEPLOY} ${NEW}`);
      await stack.waitForStop(Id);
      deploy.kill('SIGTERM');
      expect(await deploy.ended).toBe(3);
      await expectToRun(OLD);
      expect((await worker()).Id).not.toBe(Id);
    },
  );

  it('go back when the terminal goes away', ROLL, async () => {
    const { Id } = await worker();
    const deploy = stack.begin(`script -qec '${DEPLOY} ${NEW}' /dev/null`);
    await stack.waitForStop(Id);
    deploy.kill('SIGKILL');
    await recordedSoon(/rolled back: stopped by/);
    await expectToRun(OLD);
  });

  it('go back when nobody reads what they say any more', ROLL, async () => {
    const deploy = stack.begin(`sh -c '${DEPLOY} ${NEW} | sed "/is ready/q"'`);
    await sayingSoon(deploy, /worker: \w+ of .* is ready/);
    await recordedSoon(/rolled back: stopped by PIPE/);
    await expectToRun(OLD);
  });

  it('let no other script change the stack meanwhile', ROLL, async () => {
    const deploy = stack.begin(`${DEPLOY} ${NEW}`);
    await sayingSoon(deploy, /replace 1 worker and 1 api/);
    for (const command of [
      `${DEPLOY} ${NEXT}`,
      'deploy/rotate-redis-passwords.sh',
      'deploy/restore.sh none.tar.gz',
    ])
      await expect(stack.shell(command)).rejects.toThrow(/ended with 1:[^]*wait for its end/);
    expect(await deploy.ended).toBe(0);
    await expectToRun(NEW);
    // The first deploy of an installation whose checkout is of the new version, and whose .env names none.
    expect(await readFile(path.join(stack.root, '.env'), 'utf8')).toMatch(`\nAGROBOT_VERSION=${NEW}\n`);
  });

  it('leave replicas in which a command can be run', async () => {
    expect(await stack.shell('deploy/in.sh worker agrobot verify')).toBe('8 right, 0 wrong\n');
    await expect(stack.shell('deploy/in.sh nobody true')).rejects.toThrow('no replica of "nobody" runs');
  });

  it('go on after a rollback that was ended in the middle, with as many as there were', ROLL, async () => {
    const [api] = await stack.containers('api');
    const rollback = stack.begin('deploy/rollback.sh');
    await stack.waitForStop(api!.Id);
    rollback.kill('SIGTERM');
    expect(await rollback.ended).toBe(4);
    expect(await stack.replicas('api')).toEqual([`${OLD} running`]);
    await stack.shell(`deploy/rollback.sh ${OLD}`);
    await expectToRun(OLD);
  });

  it(
    'mend what a killed deploy left, whatever was done since; a replica that stays may have ended before',
    ROLL,
    async () => {
      const { Id, RestartCount } = await worker();
      await stack.shell('deploy/in.sh worker agrobot crash');
      await vi.waitFor(async () => expect((await worker()).RestartCount).toBe(RestartCount + 1), PATIENCE);
      const deploy = stack.begin(`${DEPLOY} ${NEW}`);
      await sayingSoon(deploy, /worker: \w+ of .* is ready/);
      deploy.kill('SIGKILL');
      await deploy.ended;
      expect((await stack.replicas('worker')).length).toBe(2);
      // Another one that fails leaves its own line.
      await expect(stack.shell('deploy/rollback.sh 7.7.7')).rejects.toThrow('is not on this machine');
      await stack.shell(`deploy/rollback.sh ${OLD}`);
      await expectToRun(OLD);
      expect((await worker()).Id).toBe(Id);
      await expect(stack.shell(`deploy/rollback.sh ${OLD}`)).rejects.toThrow(
        'is what runs, and nothing else',
      );
    },
  );
});
