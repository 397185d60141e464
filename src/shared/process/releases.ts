import type { Logger } from './logger.js';

const RELEASE_DEADLINE_MS = 5_000;

interface Release {
  name: string;
  deadlineMs: number;
  run(): unknown;
}

/**
 * What was acquired is registered here with how it is released; all is released once, last first, each step with a
 * deadline of its own, so that one that hangs does not keep the others from ending well.
 */
export function createReleases(log: Logger) {
  const steps: Release[] = [];
  let running: Promise<void> | undefined;

  async function runAll() {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      const started = performance.now();
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('took too long')), step.deadlineMs);
      });
      try {
        await Promise.race([step.run(), deadline]);
        log.debug({ step: step.name, ms: Math.round(performance.now() - started) }, 'released');
      } catch (error) {
        log.error({ step: step.name, err: error }, 'release failed');
      } finally {
        clearTimeout(timer);
      }
    }
  }

  return {
    add(name: string, run: () => unknown, deadlineMs = RELEASE_DEADLINE_MS): void {
      steps.push({ name, run, deadlineMs });
    },
    /** Safe to call twice: the second caller waits for the first one's work. */
    release(): Promise<void> {
      running ??= runAll();
      return running;
    },
  };
}

export type Releases = ReturnType<typeof createReleases>;
