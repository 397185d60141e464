import { readdir, readFile } from 'node:fs/promises';

/** USER_HZ: clock ticks a second in /proc, 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100;

export interface CpuTime {
  /** User and system time of the whole process, s. */
  totalS: number;
  /** Of its main thread, which runs all JavaScript but a pool's, s. */
  mainS: number;
  /** Of its `n` busiest threads beside the main one, s; for a worker these are the pool's. */
  busiestThreadsS: number;
}

/** CPU time that a process has used so far. Linux only: it reads /proc. */
export async function cpuTime(pid: number, threads: number): Promise<CpuTime> {
  const tids = (await readdir(`/proc/${pid}/task`)).map(Number);
  const others = await Promise.all(
    tids.filter((tid) => tid !== pid).map((tid) => ticks(`/proc/${pid}/task/${tid}/stat`)),
  );
  const busiest = others.toSorted((a, b) => b - a).slice(0, threads);
  return {
    totalS: (await ticks(`/proc/${pid}/stat`)) / TICKS_PER_S,
    mainS: (await ticks(`/proc/${pid}/task/${pid}/stat`)) / TICKS_PER_S,
    busiestThreadsS: busiest.reduce((sum, one) => sum + one, 0) / TICKS_PER_S,
  };
}

/** CPU time of all cores that was used by anybody since the machine started, s. */
export async function machineCpuTime(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n', 1);
  // cpu user nice system idle iowait irq softirq steal …
  const [user, nice, system, , , irq, softirq] = line.split(/\s+/).slice(1).map(Number);
  return (user! + nice! + system! + irq! + softirq!) / TICKS_PER_S;
}

export interface Memory {
  /** Proportional set size, bytes: memory that processes share is counted once, divided among them. */
  pss: number;
  /** Resident set size, bytes: with all that is shared. */
  rss: number;
  /** The highest resident set size so far, bytes. */
  peak: number;
}

/** Memory of a process. Linux only: it reads /proc. */
export async function memoryOf(pid: number): Promise<Memory> {
  const [rollup, status] = await Promise.all([
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  return { pss: kilobytes(rollup, 'Pss'), rss: kilobytes(rollup, 'Rss'), peak: kilobytes(status, 'VmHWM') };
}

function kilobytes(text: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${name} in /proc`);
  return Number(found) * 1024;
}

async function ticks(path: string): Promise<number> {
  const stat = await readFile(path, 'utf8').catch(() => '');
  // The second field is a name in brackets, which may hold blanks; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
