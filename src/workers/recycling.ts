/** However busy: a process that was replaced every few seconds would do nothing else. */
const MIN_UPTIME_MS = 10 * 60_000;
const CHECK_INTERVAL_MS = 10_000;
/** Replicas that started together must not all be replaced together. */
const JOBS_SPREAD = 0.1;

export interface RecyclingOptions {
  limits: { memoryBytes: number; jobs: number };
  answered(): number;
  memoryBytes(): number;
  uptimeMs(): number;
  recycle(reason: 'memory' | 'jobs'): void;
  random?: () => number;
}

/** Asks once to be replaced, when the process has grown too large or has done its share of jobs. */
export function createRecycling(options: RecyclingOptions) {
  const { limits, random = Math.random } = options;
  const jobs = limits.jobs * (1 + JOBS_SPREAD * (2 * random() - 1));
  let timer: NodeJS.Timeout | undefined;

  function check() {
    if (options.uptimeMs() < MIN_UPTIME_MS) return;
    const reason =
      options.memoryBytes() > limits.memoryBytes ? 'memory' : options.answered() > jobs ? 'jobs' : null;
    if (reason === null) return;
    stop();
    options.recycle(reason);
  }

  function stop() {
    clearInterval(timer);
  }

  return {
    check,
    start() {
      timer = setInterval(check, CHECK_INTERVAL_MS).unref();
    },
    stop,
  };
}
