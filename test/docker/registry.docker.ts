import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../src/cli/ports.js';
import { ROOT } from '../support/workingTree.js';
import { docker, runName } from './engine.js';
import { prepareStack, type Stack } from './stack.js';

const ROLL = { timeout: 300_000 };
const { version: FIRST } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
const NEXT = `9.1.0-${runName()}`;

let folder: string;
let registry: ChildProcess;
/** Engines take a registry at this address without TLS. */
let host: string;
let image: string;
let stack: Stack;

const tags = async () => {
  const reply = await fetch(`http://${host}/v2/agrobot/tags/list`);
  return ((await reply.json()) as { tags: string[] }).tags.sort();
};

async function startRegistry(): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-registry-'));
  host = `127.0.0.1:${await freePort()}`;
  const lines = [
    'version: 0.1',
    `storage: { filesystem: { rootdirectory: ${folder}/images } }`,
    `http: { addr: '${host}' }`,
  ];
  await writeFile(path.join(folder, 'config.yml'), `${lines.join('\n')}\n`);
  registry = spawn('docker-registry', ['serve', path.join(folder, 'config.yml')], { stdio: 'ignore' });
  await vi.waitFor(() => fetch(`http://${host}/v2/`), { timeout: 10_000, interval: 100 });
}

async function runningImages(): Promise<string[]> {
  const containers = [...(await stack.containers('worker')), ...(await stack.containers('api'))];
  return containers.map(({ Config, State }) => `${Config.Image} ${State.Status}`);
}

describe.sequential('an installation whose images are in a registry', () => {
  beforeAll(async () => {
    await startRegistry();
    image = `${host}/agrobot`;
    await docker('tag', `agrobot:${runName()}`, `${image}:${FIRST}`);
    stack = await prepareStack({
      name: 'registry',
      version: FIRST,
      settings: {
        AGROBOT_IMAGE: image,
        // Fewer than what is asked while a version is watched: that is no fault of the version.
        AGROBOT_RATE_LIMIT_PER_MINUTE: '10',
      },
    });
    await stack.compose('push', 'api');
    await stack.up();
  });
  afterAll(async () => {
    await stack?.down();
    registry?.kill();
    for (const version of [FIRST, NEXT]) await docker('image', 'rm', '--force', `${image}:${version}`);
    await rm(folder, { recursive: true, force: true });
  });

  it('gets a version that deploy.sh builds and pushes', ROLL, async () => {
    const said = await stack.shell(`deploy/deploy.sh --window 5 ${NEXT}`);
    console.log(said);
    const limited = 'deploy/in.sh worker agrobot verify --url http://api:5017 --answers-only';
    await expect(stack.shell(limited)).rejects.toThrow('refused with 429');
    expect(await tags()).toEqual([FIRST, NEXT].sort());
    expect(await runningImages()).toEqual(Array(2).fill(`${image}:${NEXT} running`));
  });

  it('has the version before from there, where it is no longer on the machine', ROLL, async () => {
    await docker('image', 'rm', `${image}:${FIRST}`);
    const said = await stack.shell('deploy/rollback.sh');
    console.log(said);
    expect(said).toContain(`pull ${image}:${FIRST}`);
    expect(await runningImages()).toEqual(Array(2).fill(`${image}:${FIRST} running`));
  });
});
