import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { readLimits, wholeCores } from '../../shared/process/limits.js';
import { recycleMemoryMb, workerMemoryMb } from '../../workers/memory.js';
import { PACKAGE_FILE, varDir } from '../paths.js';
import { fail, ok, warn, type Finding } from './finding.js';

const MIB = 1024 * 1024;
/** Of what a container may have: beyond, the alert AgrobotMemoryHigh and then the kernel. */
const MOST_SHARE = 0.9;
/** A full disk ends Redis' persistence first. */
const DISK_NEEDED_BYTES = 200 * MIB;
const DISK_WANTED_BYTES = 2_048 * MIB;

/** Of Node and of libraries; DEBUG=ioredis:* alone writes every command with its arguments. */
const TOLD_BY: readonly [name: string, tells: (value: string) => boolean][] = [
  ['DEBUG', (value) => value !== ''],
  ['NODE_DEBUG', (value) => value !== ''],
  ['OPENAI_LOG', (value) => value === 'debug'],
];

/** What Node and the logs tell strangers, or let them do, while someone looks for a fault. */
export function checkDebugging(env: NodeJS.ProcessEnv, execArgv: readonly string[]): Finding[] {
  const { NODE_ENV: mode = '', AGROBOT_LOG_LEVEL: level = '', NODE_OPTIONS: options = '' } = env;
  const findings: Finding[] = [];
  if (level === 'debug' || level === 'trace') {
    findings.push(
      fail(
        'debugging',
        `AGROBOT_LOG_LEVEL is "${level}"`,
        'Take it away: the logs grow, and tell more than they should.',
      ),
    );
  } else if (level === 'silent' || level === 'fatal') {
    findings.push(
      warn('debugging', `AGROBOT_LOG_LEVEL is "${level}"`, 'Take it away: errors would not be seen.'),
    );
  }
  for (const [name, tells] of TOLD_BY) {
    const value = env[name] ?? '';
    if (!tells(value)) continue;
    findings.push(
      fail(
        'debugging',
        `${name} is "${value}"`,
        "Take it away: libraries then write what they handle, people's questions and keys too.",
      ),
    );
  }
  if (/--inspect/.test([options, ...execArgv].join(' '))) {
    findings.push(
      fail('debugging', 'Node is started with --inspect', 'Take it out of NODE_OPTIONS: it runs any code.'),
    );
  }
  if (mode === '') {
    findings.push(warn('debugging', 'NODE_ENV is not set', 'Set NODE_ENV=production.'));
  } else if (mode !== 'production') {
    findings.push(fail('debugging', `NODE_ENV is "${mode}"`, 'Set NODE_ENV=production.'));
  }
  return findings.length > 0 ? findings : [ok('debugging', 'off')];
}

/** @param userId null where the system has no such ids */
export function checkUser(userId: number | null, { NODE_ENV: mode }: NodeJS.ProcessEnv): Finding {
  if (userId === 0) {
    // Else somebody may only be trying it out.
    const tell = mode === 'production' ? fail : warn;
    return tell('user', 'runs as root', 'Run it as a user of its own, without rights on the machine.');
  }
  return ok('user', userId === null ? 'no user ids on this system' : `id ${userId}, not root`);
}

export interface MachineSizes {
  /** Of the container, or of the machine where there is no limit. */
  memoryBytes: number;
  freeBytes: number;
  cores: number;
  /** Free on the disk with the state, or with the program where there is no state. */
  diskBytes: number;
}

export async function checkMachine(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const limits = readLimits();
  const { memoryBytes } = limits;
  const disk = await statfs(varDir(env)).catch(() => statfs(PACKAGE_FILE));
  const sizes = {
    memoryBytes,
    freeBytes: freemem(),
    cores: wholeCores(limits),
    diskBytes: disk.bavail * disk.bsize,
  };
  return [...memoryFindings(env, sizes), diskFinding(sizes)];
}

/** Whether a worker fits, with the threads that it would have. */
export function memoryFindings(
  env: NodeJS.ProcessEnv,
  { memoryBytes, freeBytes, cores }: Omit<MachineSizes, 'diskBytes'>,
): Finding[] {
  const threads = Number(env.AGROBOT_THREADS) || cores;
  const needed = workerMemoryMb(threads) * MIB;
  const recycle = (Number(env.AGROBOT_RECYCLE_MEMORY_MB) || recycleMemoryMb(memoryBytes, threads)) * MIB;
  const named = threads === 1 ? '1 thread' : `${threads} threads`;
  const found = `${inMb(freeBytes)} free, ${inMb(memoryBytes)} allowed; a worker of ${named} takes ${inMb(needed)}`;
  const fewer = threads === 1 ? '' : `, or set AGROBOT_THREADS lower than ${threads}`;
  const advice = `Give it more (${inMb(2 * needed)} is safe)${fewer}.`;
  if (memoryBytes < needed) return [fail('memory', found, advice)];
  if (freeBytes < needed)
    return [warn('memory', found, `${advice} A worker that already runs here counts as taken.`)];
  if (recycle > MOST_SHARE * memoryBytes) {
    return [
      warn(
        'memory',
        `${found}; a worker is replaced at ${inMb(recycle)}`,
        `Set AGROBOT_RECYCLE_MEMORY_MB below ${inMb(MOST_SHARE * memoryBytes)}: else the system may end it before.`,
      ),
    ];
  }
  if (recycle < needed) {
    return [
      warn(
        'memory',
        `${found}; it is replaced at ${inMb(recycle)}, again and again`,
        memoryBytes >= 2 * needed
          ? `Set AGROBOT_RECYCLE_MEMORY_MB above ${inMb(needed)}, and below ${inMb(MOST_SHARE * memoryBytes)}.`
          : advice,
      ),
    ];
  }
  return [ok('memory', found)];
}

export function diskFinding({ diskBytes }: Pick<MachineSizes, 'diskBytes'>): Finding {
  const found = `${inMb(diskBytes)} free`;
  if (diskBytes < DISK_NEEDED_BYTES) {
    return fail('disk', found, 'Make room: Redis stops to take questions when it cannot write.');
  }
  if (diskBytes < DISK_WANTED_BYTES)
    return warn('disk', found, `Make room: ${inMb(DISK_WANTED_BYTES)} is safe.`);
  return ok('disk', found);
}

const inMb = (bytes: number) => `${Math.round(bytes / MIB).toLocaleString('en-US')} MB`;
