import { readdir, readFile } from 'node:fs/promises';

/** USER_HZ: clock ticks a second in /proc, 100 on every Linux that Node runs on. */
const TICKS_PER_S = 100;

export interface CpuTime {
  /** User and system time of the whole process, s. */
  totalS: number;
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
    busiestThreadsS: busiest.reduce((sum, one) => sum + one, 0) / TICKS_PER_S,
  };
}

/** Proportional set size in bytes: memory that processes share is counted once, divided among them. */
export async function proportionalSetSize(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error(`no Pss in /proc/${pid}/smaps_rollup`);
  return Number(kilobytes) * 1024;
}

async function ticks(path: string): Promise<number> {
  const stat = await readFile(path, 'utf8').catch(() => '');
  // The second field is a name in brackets, which may hold blanks; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
