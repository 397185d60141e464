const MIB = 1024 ** 2;

/** Resident memory of a worker after some thousand questions, in MB; measured: docs/worker-settings.md. */
export function workerMemoryMb(threads: number): number {
  return 215 + 80 * threads;
}

/**
 * Where a worker asks to be replaced unless it is told, in MB: before the alert of 90 % and the kernel; where there is
 * plenty, because something is wrong at that size.
 * @param memoryBytes what its container may have
 */
export function recycleMemoryMb(memoryBytes: number, threads: number): number {
  return Math.min(Math.floor((0.85 * memoryBytes) / MIB), Math.max(1_000, 2 * workerMemoryMb(threads)));
}
