import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';

const CGROUPS = '/sys/fs/cgroup';

export interface Limits {
  memoryBytes: number;
  /** Cores' worth of time; a container may have half a one. */
  cores: number;
}

/**
 * What this process may use: the limits of its container, or the machine where there are none. Node's own figures do
 * not know of every container's CPU quota.
 * @param read a file's content; null where there is no such file
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html (memory.max, cpu.max), and its v1 counterparts
 */
export function readLimits(
  read: (file: string) => string | null = readIfThere,
  machine: Limits = { memoryBytes: totalmem(), cores: availableParallelism() },
): Limits {
  const memory = read('memory.max') ?? read('memory/memory.limit_in_bytes');
  const cpu = read('cpu.max') ?? `${read('cpu/cpu.cfs_quota_us')} ${read('cpu/cpu.cfs_period_us')}`;
  const [quota, period] = cpu.trim().split(/\s+/).map(Number);
  return {
    memoryBytes: lower(machine.memoryBytes, Number(memory?.trim())),
    cores: lower(machine.cores, quota! / period!),
  };
}

/** A thread on a core that is only half there would wait for the other half. */
export function wholeCores({ cores }: Limits): number {
  return Math.max(1, Math.floor(cores));
}

/** "max", -1 and what is not there are no limit. */
function lower(most: number, limit: number): number {
  return limit > 0 && limit < most ? limit : most;
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(`${CGROUPS}/${file}`, 'utf8');
  } catch {
    return null;
  }
}
