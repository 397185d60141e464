import { spawn } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { copyWorkingTree, freshEnvironment, runShell } from '../support/workingTree.js';
import { composeCommand, docker, inspect, run, runName, serviceOf, type Container } from './engine.js';

/** Long enough to be interrupted in. */
const STOPS_IN_S = 2;
const SERVICES = ['api', 'worker', 'redis'];

/** One program for every role and command: what the scripts look at, and nothing of AgroBot. */
const PROGRAM = `#!/bin/sh
case $1 in
  preflight)
    if [ -n "$AGROBOT_NEWER" ] && [ "$KNOWS" != AGROBOT_NEWER ]; then
      echo 'FAIL  variables  AGROBOT_NEWER is no variable of AgroBot'
      exit 1
    fi
    echo '9 ok, 0 to look at, 0 to mend before it is safe to run' ;;
  verify) sleep 1; echo '8 right, 0 wrong' ;;
  crash) echo crash > /tmp/crash ;;
  *)
    # Not in the stack in which a version is tried: deploy/trial.yml sets these.
    case $1$AGROBOT_THREADS$AGROBOT_ACCESS in api | worker) stop=${STOPS_IN_S} ;; *) stop=0 ;; esac
    trap 'echo stops; sleep "$stop"; exit 0' TERM
    while [ ! -e /tmp/crash ]; do sleep 0.1; done
    rm /tmp/crash
    exit 1 ;;
esac
`;

/** Whose default version is that of a later checkout than what runs. */
const composeFile = (version: string) => `
x-role: &role
  image: \${AGROBOT_IMAGE}:\${AGROBOT_VERSION:-${version}}
  init: true
  restart: unless-stopped
  env_file: [.env]
  healthcheck: { test: [CMD-SHELL, 'true && true'] }
services:
${SERVICES.map((service) => `  ${service}: { <<: *role, command: [${service}] }`).join('\n')}
`;

/** A command of the operator that was begun. */
export interface Begun {
  /** What it has printed by now. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves to its exit status, null where a signal ended it. */
  ended: Promise<number | null>;
}

export type TinyStack = Awaited<ReturnType<typeof startTinyStack>>;

/** The scripts of deploy/ in a folder of their own, and containers that are there in a second: one of each service. */
export async function startTinyStack({ version, checkout }: { version: string; checkout: string }) {
  const project = `${runName()}-tiny`;
  const image = `${project}-image`;
  const root = await mkdtemp(path.join(tmpdir(), `${project}-`));
  const env = { ...freshEnvironment(), GIT_CEILING_DIRECTORIES: path.dirname(root) };
  const [composeProgram, ...composeArgs] = composeCommand();
  const shell = (command: string) => runShell(command, { cwd: root, env });
  const compose = (ofVersion: string, ...args: string[]) =>
    run(composeProgram!, [...composeArgs, ...args], {
      cwd: root,
      env: { ...env, AGROBOT_VERSION: ofVersion },
    });
  const versions: string[] = [];

  async function makeVersion(tag: string, knows = ''): Promise<void> {
    const folder = path.join(root, 'var/image');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'agrobot'), PROGRAM, { mode: 0o755 });
    const lines = [
      'FROM node:24-bookworm-slim',
      'COPY agrobot /usr/local/bin/agrobot',
      `ENV KNOWS=${knows}`,
      'ENTRYPOINT ["agrobot"]',
    ];
    await writeFile(path.join(folder, 'Dockerfile'), `${lines.join('\n')}\n`);
    await docker('build', '-q', '-t', `${image}:${tag}`, folder);
    versions.push(tag);
  }

  async function containers(service: string): Promise<Container[]> {
    const filter = ['--filter', `label=com.docker.compose.project=${project}`];
    const ids = (await docker('ps', '-aq', '--no-trunc', ...filter)).split('\n').filter(Boolean);
    return (await inspect(...ids)).filter((container) => serviceOf(container) === service);
  }

  await copyWorkingTree(root);
  await rm(path.join(root, 'docker-compose.override.yml'), { force: true });
  await writeFile(path.join(root, 'docker-compose.yml'), composeFile(checkout));
  await shell('deploy/make-secrets.sh');
  // As of an installation that is older than this line of deploy/make-secrets.sh.
  await shell("sed -i '/^AGROBOT_VERSION=/d' .env");
  await appendFile(path.join(root, '.env'), `COMPOSE_PROJECT_NAME=${project}\nAGROBOT_IMAGE=${image}\n`);
  await makeVersion(version);
  await compose(version, 'up', '-d', '--no-build');

  return {
    root,
    image,
    shell,
    makeVersion,
    containers,
    /** Version and state of the replicas of a service. */
    async replicas(service: string): Promise<string[]> {
      return (await containers(service)).map(
        (container) => `${container.Config.Image.split(':').at(-1)} ${container.State.Status}`,
      );
    },
    history: async () => (await readFile(path.join(root, 'deploy/releases.log'), 'utf8')).trim().split('\n'),
    begin(command: string): Begun {
      const child = spawn('sh', ['-c', `exec ${command}`], {
        cwd: root,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      return { said: () => said, kill: (signal) => child.kill(signal), ended };
    },
    /** Until a container was told to stop, and is not yet stopped. */
    async waitForStop(id: string): Promise<void> {
      const told = async () => {
        if (!(await docker('logs', id)).includes('stops')) throw new Error(`${id} was not told to stop`);
      };
      await vi.waitFor(told, { timeout: 60_000, interval: 100 });
    },
    async down(): Promise<void> {
      await compose(version, 'down', '--volumes', '--remove-orphans', '--timeout', '1');
      for (const tag of versions) await docker('image', 'rm', '--force', `${image}:${tag}`);
      await rm(root, { recursive: true, force: true });
    },
  };
}
