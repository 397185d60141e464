import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

import { CliError } from '../cliError.js';
import { fetchServerFromDebian, hasDebianPackages } from './debianPackages.js';
import { LOOPBACK, type Place } from './place.js';
import { findOnPath, findServerIn, findServerOnPath, type ServerBinary } from './serverBinary.js';

const run = promisify(execFile);

const IMAGE = 'redis:7-alpine';
const DOCKER_TIMEOUT_MS = 30_000;
const PULL_TIMEOUT_MS = 600_000;

/** What a Redis server can be run with here: a program, or a container of a Docker engine. */
export type Runner = { kind: 'program'; binary: ServerBinary } | { kind: 'container'; docker: string };

export interface RunnerOptions {
  /** Where a downloaded server is kept. */
  binDir: string;
  env: NodeJS.ProcessEnv;
  log: (line: string) => void;
}

/**
 * The first that there is: a server on PATH, one that was downloaded before, Debian's packages, Docker.
 *
 * @throws CliError that says what was tried and what to install
 */
export async function findRunner({ binDir, env, log }: RunnerOptions): Promise<Runner> {
  const present = (await findServerOnPath(env, binDir)) ?? (await findServerIn(binDir));
  if (present) return { kind: 'program', binary: present };

  const obstacles = ['No redis-server or valkey-server is on PATH.'];
  if (await hasDebianPackages(env)) {
    log("no redis-server on PATH: taking Debian's, into a folder of AgroBot's (nothing is installed)");
    try {
      return { kind: 'program', binary: await fetchServerFromDebian(binDir, env, log) };
    } catch (error) {
      obstacles.push((error as Error).message);
    }
  }
  const docker = await findDocker(env);
  if (docker) {
    try {
      await provideImage(docker, env, log);
      return { kind: 'container', docker };
    } catch (error) {
      obstacles.push(`Docker is there, but its image ${IMAGE} is not: ${(error as Error).message.trim()}`);
    }
  }
  throw new CliError(`${obstacles.join('\n')}\n${advice(process.platform)}`);
}

/** Starts the server as a process that outlives its launcher's process group. */
export function spawnServer(runner: Runner, dir: string, place: Place) {
  const [command, args, env] =
    runner.kind === 'program'
      ? [runner.binary.command, [`${dir}/redis.conf`], runner.binary.env]
      : [runner.docker, containerArguments(dir, place), {}];
  // A terminal's Ctrl-C goes to its whole process group; Redis has to outlive the API and the workers.
  const child = spawn(command, args, {
    cwd: dir,
    env: { ...process.env, ...env },
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  return child;
}

/** Ends a container that does not answer any more. */
export async function removeContainer(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const docker = await findOnPath('docker', env);
  if (docker) await run(docker, ['rm', '-f', name], { timeout: DOCKER_TIMEOUT_MS }).catch(() => undefined);
}

function containerArguments(dir: string, place: Place): string[] {
  // Files in `dir` should belong to the person who started it, not to the image's user.
  const user = process.getuid && process.getgid ? ['--user', `${process.getuid()}:${process.getgid()}`] : [];
  return [
    ...['run', '--rm', '--name', place.container ?? '', ...user],
    ...['--publish', `${LOOPBACK}:${place.port}:6379`, '--volume', `${dir}:/data`],
    ...[IMAGE, 'redis-server', '/data/redis.conf'],
  ];
}

/** The docker client, if an engine answers it. */
async function findDocker(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const docker = await findOnPath('docker', env);
  if (docker === undefined) return undefined;
  const answers = await run(docker, ['info'], { env, timeout: DOCKER_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
  return answers ? docker : undefined;
}

async function provideImage(
  docker: string,
  env: NodeJS.ProcessEnv,
  log: RunnerOptions['log'],
): Promise<void> {
  try {
    await run(docker, ['image', 'inspect', IMAGE], { env, timeout: DOCKER_TIMEOUT_MS });
  } catch {
    log(`no redis-server on PATH: fetching the Docker image ${IMAGE}`);
    await run(docker, ['pull', '--quiet', IMAGE], { env, timeout: PULL_TIMEOUT_MS });
  }
}

/** The line to paste on this system. */
export function advice(platform: NodeJS.Platform): string {
  const lines: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Install one and start again:  brew install redis',
    win32: 'AgroBot runs under WSL2 on Windows:  wsl --install -d Debian   (then start it in there)',
  };
  const line = lines[platform] ?? 'Install one and start again:  sudo apt-get install redis-server';
  return `${line}\nOr use a Redis that you have:  REDIS_URL=redis://127.0.0.1:6379 npm start`;
}
