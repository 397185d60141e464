import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { readLimits, wholeCores } from '../../shared/process/limits.js';
import { PACKAGE_FILE, varDir } from '../paths.js';
import { fail, ok, warn, type Finding } from './finding.js';

const MIB = 1024 * 1024;
/** A worker of two threads took 309 MB (docs/benchmarks.md), of which 65 MB are each thread's model. */
const WORKER_BYTES = 180 * MIB;
const THREAD_BYTES = 65 * MIB;
const DEFAULT_RECYCLE_MB = 1_000;
/** A full disk ends Redis' persistence first. */
const DISK_NEEDED_BYTES = 200 * MIB;
const DISK_WANTED_BYTES = 2_048 * MIB;

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
export function checkUser(userId: number | null): Finding {
  if (userId === 0) {
    return warn('user', 'runs as root', 'Run it as a user of its own, without rights on the machine.');
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
  const needed = WORKER_BYTES + threads * THREAD_BYTES;
  const recycle = (Number(env.AGROBOT_RECYCLE_MEMORY_MB) || DEFAULT_RECYCLE_MB) * MIB;
  const found = `${inMb(freeBytes)} free, ${inMb(memoryBytes)} allowed; a worker of ${threads} threads takes ${inMb(needed)}`;
  const advice = `Give it more, or set AGROBOT_THREADS lower than ${threads}.`;
  if (memoryBytes < needed) return [fail('memory', found, advice)];
  if (freeBytes < needed)
    return [warn('memory', found, `${advice} A worker that already runs here counts as taken.`)];
  if (recycle > memoryBytes) {
    return [
      warn(
        'memory',
        `${found}; a worker is replaced at ${inMb(recycle)}`,
        `Set AGROBOT_RECYCLE_MEMORY_MB below ${inMb(memoryBytes)}: else the system ends it before it is replaced.`,
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
