import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const OUTPUT_MAX_BYTES = 64 * 1024 * 1024;

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
}

/** Runs a program to its end; resolves to its standard output, rejects with all that it printed. */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { timeoutMs, ...rest } = options;
  const ended = promisify(execFile)(program, args, {
    ...rest,
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    maxBuffer: OUTPUT_MAX_BYTES,
  });
  try {
    return (await ended).stdout;
  } catch (error) {
    const { code, signal, stdout = '', stderr = '' } = error as Failure;
    const how = signal ? `was ended by ${signal}` : `ended with ${code}`;
    throw new Error(`${[program, ...args].join(' ')}\n${how}:\n${stdout}${stderr}`);
  }
}

type Failure = Error & { code?: number | string; signal?: string; stdout?: string; stderr?: string };

/** `docker` with these arguments; its standard output without the last line's end. */
export async function docker(...args: string[]): Promise<string> {
  return (await run('docker', args)).trimEnd();
}

/** What was said on both outputs of a container, or its last lines. */
export async function logsOf(id: string, lines: number | 'all' = 'all'): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)('docker', ['logs', '--tail', String(lines), id], {
    maxBuffer: OUTPUT_MAX_BYTES,
  });
  return stdout + stderr;
}

/** The part of `docker inspect CONTAINER` that tests read. */
export interface Container {
  Id: string;
  Name: string;
  RestartCount: number;
  State: {
    Status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
    ExitCode: number;
    OOMKilled: boolean;
    Pid: number;
    StartedAt: string;
    Health?: { Status: 'starting' | 'healthy' | 'unhealthy'; Log: { ExitCode: number; Output: string }[] };
  };
  Config: { Image: string; Env: string[]; Labels: Record<string, string>; User: string };
  HostConfig: {
    Memory: number;
    NanoCpus: number;
    ReadonlyRootfs: boolean;
    CapDrop: string[] | null;
    SecurityOpt: string[] | null;
    RestartPolicy: { Name: string };
    LogConfig: { Type: string; Config: Record<string, string> };
  };
  NetworkSettings: {
    Ports: Record<string, { HostIp: string; HostPort: string }[] | null>;
    Networks: Record<string, { IPAddress: string; NetworkID: string }>;
  };
}

/** In the order of the ids; none for none. */
export async function inspect(...ids: string[]): Promise<Container[]> {
  if (ids.length === 0) return [];
  return JSON.parse(await docker('inspect', ...ids)) as Container[];
}

/** `worker` of the third worker, and 3. */
export const serviceOf = ({ Config }: Container) => Config.Labels['com.docker.compose.service']!;
export const replicaOf = ({ Config }: Container) =>
  Number(Config.Labels['com.docker.compose.container-number']);

/** The Compose that `engineSetup.ts` found: `docker-compose` or `docker compose`. */
export function composeCommand(): string[] {
  const command = process.env[COMPOSE_COMMAND];
  if (!command) throw new Error('Only tests that are run by test/docker/docker.config.ts can use an engine.');
  return command.split(' ');
}

/** Set by whoever wants another one than the first that is found: `COMPOSE_COMMAND='docker compose'`. */
export const COMPOSE_COMMAND = 'COMPOSE_COMMAND';

/** Set by `engineSetup.ts`: the tag of the images that this run built, and the beginning of its projects' names. */
export const RUN_NAME = 'DOCKER_TEST_RUN';

export function runName(): string {
  const name = process.env[RUN_NAME];
  if (!name) throw new Error('Only tests that are run by test/docker/docker.config.ts can use an engine.');
  return name;
}
