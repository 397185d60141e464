import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { freePort } from '../../src/cli/ports.js';
import { copyWorkingTree, freshEnvironment, runShell } from '../support/workingTree.js';
import {
  composeCommand,
  docker,
  inspect,
  logsOf,
  replicaOf,
  run,
  runName,
  serviceOf,
  type Container,
} from './engine.js';

const HEALTHY_WITHIN = { timeout: 150_000, interval: 500 };
const LOG_LINES_IN_A_FAILURE = 40;
/** Shell variables go before `.env`; these would send a stack to ports that others have. */
const PORT = /_PORT$/;

export interface StackOptions {
  /** In the names of its containers. */
  name: string;
  /** Compose files, the first before its overrides; with `docker-compose.tls.yml` it gets a certificate. */
  files?: readonly string[];
  profiles?: readonly string[];
  /** Of the checkout, which `deploy/make-secrets.sh` writes down; its image has to be there. Else the image under test. */
  version?: string;
  /** More lines for `.env`: they reach every API and worker. */
  settings?: Readonly<Record<string, string>>;
  /** Files of `deploy/secrets` that an operator fills. */
  secrets?: Readonly<Record<string, string>>;
}

/** How many replicas of a service; one of each that is not named. */
export type Scale = Readonly<Record<string, number>>;

/** A stack of the image under test in a copy of the checkout, with settings, secrets and ports of its own. */
export interface Stack {
  root: string;
  project: string;
  /** What the shell commands of an operator see. */
  env: NodeJS.ProcessEnv;
  /** `http://127.0.0.1:PORT` of nginx, and with TLS `https://localhost:PORT`. */
  url: string;
  tlsUrl: string;
  prometheusUrl: string;
  /** `docker-compose` with these arguments; resolves to its standard output. */
  compose(...args: string[]): Promise<string>;
  /** A shell command in the copy of the checkout; resolves to both outputs. */
  shell(command: string): Promise<string>;
  /** Has the checkout say this version, as that of a release does. */
  checkOut(version: string): Promise<void>;
  /** Starts or rescales it, and waits until all are healthy. */
  up(scale?: Scale): Promise<void>;
  /** Until every container (of a service) is healthy, runs where it has no check, or has done what it was for. */
  waitHealthy(service?: string): Promise<void>;
  /** Of the whole project, or of a service in the order of its replicas; those that were stopped too. */
  containers(service?: string): Promise<Container[]>;
  /** A command in a replica (the first is 1); resolves to its standard output. */
  exec(service: string, command: readonly string[], replica?: number): Promise<string>;
  /** The state of all containers and their last lines, for a failure. */
  describe(): Promise<string>;
  /** Takes away containers, networks, volumes and the folder. */
  down(): Promise<void>;
}

/**
 * A stack for all tests of a file or `describe`: up before the first, down after the last; a test that fails prints
 * what the containers said.
 * @returns the stack, once the tests run
 */
export function useStack(options: StackOptions & { scale?: Scale }): () => Stack {
  let stack: Stack | undefined;
  beforeAll(async () => {
    stack = await prepareStack(options);
    await stack.up(options.scale);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(await stack?.describe());
  });
  afterAll(() => stack?.down());
  return () => stack!;
}

/** Makes the copy and its settings; starts nothing. */
export async function prepareStack({
  name,
  files = [],
  profiles = [],
  version,
  settings = {},
  secrets = {},
}: StackOptions): Promise<Stack> {
  const project = `${runName()}-${name}`;
  const root = await mkdtemp(path.join(tmpdir(), `${project}-`));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(freshEnvironment()).filter(([variable]) => !PORT.test(variable))),
    GIT_CEILING_DIRECTORIES: path.dirname(root),
  };
  const shell = (command: string) => runShell(command, { cwd: root, env });
  const ports = { plain: await freePort(), tls: await freePort(), prometheus: await freePort() };
  const lines = {
    COMPOSE_PROJECT_NAME: project,
    COMPOSE_FILE: ['docker-compose.yml', ...files].join(':'),
    COMPOSE_PROFILES: profiles.join(','),
    ...(version === undefined && { AGROBOT_VERSION: runName() }),
    AGROBOT_PORT: ports.plain,
    TLS_PORT: ports.tls,
    PROMETHEUS_PORT: ports.prometheus,
    GRAFANA_PORT: await freePort(),
    // No test asks a service outside.
    AGROBOT_OPEN_METEO_URL: 'off',
    AGROBOT_NOMINATIM_URL: 'off',
    ...settings,
  };
  const checkOut = async (wanted: string) => {
    const edits = `-e 's/^  "version": ".*"/  "version": "${wanted}"/' -e 's/AGROBOT_VERSION:-[^}]*/AGROBOT_VERSION:-${wanted}/'`;
    await shell(`sed -i ${edits} package.json docker-compose.yml`);
  };
  await copyWorkingTree(root);
  if (version !== undefined) await checkOut(version);
  await shell('deploy/make-secrets.sh');
  for (const [secret, value] of Object.entries(secrets))
    await writeFile(path.join(root, 'deploy/secrets', secret), value);
  if (files.includes('docker-compose.tls.yml')) await shell('deploy/make-certificate.sh localhost 127.0.0.1');
  await appendFile(
    path.join(root, '.env'),
    Object.entries(lines)
      .map(([variable, value]) => `${variable}=${value}\n`)
      .join(''),
  );

  const [composeProgram, ...composeArgs] = composeCommand();
  const compose = (...args: string[]) => run(composeProgram!, [...composeArgs, ...args], { cwd: root, env });

  async function containers(service?: string): Promise<Container[]> {
    const filters = [`label=com.docker.compose.project=${project}`];
    if (service !== undefined) filters.push(`label=com.docker.compose.service=${service}`);
    const ids = await docker('ps', '-aq', '--no-trunc', ...filters.flatMap((filter) => ['--filter', filter]));
    const found = await inspect(...ids.split('\n').filter(Boolean));
    return found.sort((a, b) => serviceOf(a).localeCompare(serviceOf(b)) || replicaOf(a) - replicaOf(b));
  }

  async function waitHealthy(service?: string): Promise<void> {
    await explained(
      vi.waitFor(async () => {
        const all = await containers(service);
        const ailing = all.filter((container) => !isWell(container));
        if (all.length === 0) throw new Error(`There is no container of ${service ?? project}.`);
        if (ailing.length > 0) throw new Error(`Not healthy: ${ailing.map(stateOf).join(', ')}`);
      }, HEALTHY_WITHIN),
    );
  }

  async function describe(): Promise<string> {
    const parts = (await containers()).map(
      async (container) => `--- ${stateOf(container)}\n${await logsOf(container.Id, LOG_LINES_IN_A_FAILURE)}`,
    );
    return (await Promise.all(parts)).join('\n');
  }

  async function explained<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work;
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await describe()}`, { cause: error });
    }
  }

  return {
    root,
    project,
    env,
    url: `http://127.0.0.1:${ports.plain}`,
    tlsUrl: `https://localhost:${ports.tls}`,
    prometheusUrl: `http://127.0.0.1:${ports.prometheus}`,
    compose,
    shell,
    checkOut,
    async up(scale = {}) {
      const replicas = Object.entries(scale).flatMap(([service, count]) => [
        '--scale',
        `${service}=${count}`,
      ]);
      await explained(compose('up', '-d', '--no-build', ...replicas));
      await waitHealthy();
    },
    waitHealthy,
    containers,
    async exec(service, command, replica = 1) {
      const found = (await containers(service)).find((container) => replicaOf(container) === replica);
      if (found === undefined) throw new Error(`There is no replica ${replica} of ${service}.`);
      return docker('exec', found.Id, ...command);
    },
    describe,
    async down() {
      await compose('down', '--volumes', '--remove-orphans', '--timeout', '5');
      await rm(root, { recursive: true, force: true });
    },
  };
}

function isWell({ State, HostConfig }: Container): boolean {
  if (State.Health) return State.Health.Status === 'healthy';
  const endsByItself = HostConfig.RestartPolicy.Name === 'no';
  return State.Status === 'running' || (endsByItself && State.Status === 'exited' && State.ExitCode === 0);
}

function stateOf(container: Container): string {
  const { Status, ExitCode, OOMKilled, Health } = container.State;
  const health = Health && `${Health.Status}: ${Health.Log.at(-1)?.Output.trim() ?? 'not checked yet'}`;
  return [container.Name.slice(1), Status, `exit status ${ExitCode}`, OOMKilled && 'out of memory', health]
    .filter(Boolean)
    .join(', ');
}
