import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** onnxruntime-node alone: as many threads as the fleet's worker has, each with a session of its own. */
export async function startModelAlone(modelDir: string, threads: number) {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./modelThread.js', import.meta.url), { workerData: { modelDir } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));

  return {
    /** @returns questions a second */
    async run(questions: string[], batch: number): Promise<number> {
      const share = Math.ceil(questions.length / threads);
      const started = performance.now();
      await Promise.all(
        workers.map(async (worker, index) => {
          const done = once(worker, 'message');
          worker.postMessage({ questions: questions.slice(index * share, (index + 1) * share), batch });
          await done;
        }),
      );
      return (questions.length / (performance.now() - started)) * 1_000;
    },
    /** @returns median milliseconds of one question alone on one thread */
    async oneAtATime(questions: string[]): Promise<number> {
      const [worker] = workers;
      const times: number[] = [];
      for (const question of questions) {
        const started = performance.now();
        const done = once(worker!, 'message');
        worker!.postMessage({ questions: [question], batch: 1 });
        await done;
        times.push(performance.now() - started);
      }
      return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
    },
    // Idle threads: nothing runs in them now, so ending them is safe.
    stop: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
