import type { Fleet } from './fleet.js';
import type { LoadResult } from './load.js';
import { median } from './report.js';
import { cpuTime, machineCpuTime, type CpuTime } from './usage.js';

/** One measurement of the whole path, with the CPU time that a question took of each process, ms. */
export interface Sample extends LoadResult {
  apiMs: number;
  /** Of it, on the main thread. */
  apiMainMs: number;
  workerOutsideModelMs: number;
  /** Of it, on the main thread. */
  workerMainMs: number;
  modelMs: number;
  redisMs: number;
  /** Of the load generator, this process. */
  loadMs: number;
  /** Cores that anybody else used meanwhile: what they took, the fleet did not have. */
  otherCores: number;
}

/** @param run asks `count` questions */
export async function measure(fleet: Fleet, count: number, run: () => Promise<LoadResult>): Promise<Sample> {
  const started = performance.now();
  const before = await readCpu(fleet);
  const result = await run();
  const after = await readCpu(fleet);
  const elapsedS = (performance.now() - started) / 1_000;
  const ms = (of: (cpu: typeof after) => number) => ((of(after) - of(before)) * 1_000) / count;
  const ownS = (cpu: typeof after) => cpu.api.totalS + cpu.workers.totalS + cpu.redis.totalS + cpu.loadS;
  return {
    ...result,
    apiMs: ms(({ api }) => api.totalS),
    apiMainMs: ms(({ api }) => api.mainS),
    workerOutsideModelMs: ms(({ workers }) => workers.totalS - workers.busiestThreadsS),
    workerMainMs: ms(({ workers }) => workers.mainS),
    modelMs: ms(({ workers }) => workers.busiestThreadsS),
    redisMs: ms(({ redis }) => redis.totalS),
    loadMs: ms(({ loadS }) => loadS),
    otherCores: Math.max(0, (after.machineS - before.machineS - (ownS(after) - ownS(before))) / elapsedS),
  };
}

async function readCpu({ api, workers, redis, threads }: Fleet) {
  const own = process.cpuUsage();
  const [machineS, apiTime, redisTime, ...workerTimes] = await Promise.all([
    machineCpuTime(),
    cpuTime(api.pid, threads),
    cpuTime(redis.pid, threads),
    ...workers.map(({ pid }) => cpuTime(pid, threads)),
  ]);
  return {
    machineS,
    api: apiTime,
    redis: redisTime,
    workers: workerTimes.reduce(sum, { totalS: 0, mainS: 0, busiestThreadsS: 0 }),
    loadS: (own.user + own.system) / 1e6,
  };
}

function sum(a: CpuTime, b: CpuTime): CpuTime {
  return {
    totalS: a.totalS + b.totalS,
    mainS: a.mainS + b.mainS,
    busiestThreadsS: a.busiestThreadsS + b.busiestThreadsS,
  };
}

/** The median of each figure, for itself. */
export function medians<Figures extends object>(samples: Figures[]): Figures {
  const keys = Object.keys(samples[0]!) as (keyof Figures)[];
  return Object.fromEntries(
    keys.map((key) => [key, median(samples.map((sample) => sample[key] as number))]),
  ) as Figures;
}
