import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { createBatcher } from './batcher.js';
import { toClassification, type Classifier } from './classification.js';
import type { ClassifyTask, ThreadData } from './classifierThread.js';
import type { Reading } from './model.js';
import { BrokenModelError, type ModelManifest } from './modelFiles.js';

/**
 * A thread's JavaScript heap holds a tokenizer and short-lived arrays. With V8's own limits its young generation alone
 * grew to tens of megabytes: two threads took 298 MB (PSS) after 2,000 questions instead of 222.
 */
const THREAD_HEAP_MB = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 };
const WARM_UP_TEXT = '¿cuánto café produjo huila en 2020?';

export interface PoolOptions {
  modelDir: string;
  /** Of files that were checked: see checkModelFiles. */
  manifest: ModelManifest;
  threads: number;
  maxBatch: number;
  onBatch?(size: number): void;
}

/**
 * One ONNX Runtime session a thread behind a micro-batcher. `session.run()` blocks its thread, so inference never
 * runs where jobs are renewed and answers are written. Resolves once every thread has the model loaded and warm.
 * @throws BrokenModelError
 */
export async function startClassifierPool(options: PoolOptions): Promise<Classifier> {
  const { modelDir, manifest, threads, maxBatch, onBatch } = options;
  const pool = new Piscina<ClassifyTask, Reading[]>({
    filename: fileURLToPath(new URL('./classifierThread.js', import.meta.url)),
    workerData: { modelDir, manifest } satisfies ThreadData,
    // A thread that were reaped in the middle of a run would take the process with it.
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    recordTiming: false,
    resourceLimits: THREAD_HEAP_MB,
  });
  try {
    await Promise.all(Array.from({ length: threads }, () => pool.run({ texts: [WARM_UP_TEXT] })));
  } catch (error) {
    await pool.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    throw new BrokenModelError(`${modelDir}: the model's files are whole, but cannot be loaded: ${reason}`);
  }

  const batcher = createBatcher<string, Reading>({
    slots: threads,
    maxBatch,
    run(texts) {
      onBatch?.(texts.length);
      return pool.run({ texts });
    },
  });

  return {
    manifest,
    async classify(text, signal) {
      return toClassification(manifest, await batcher.submit(text, signal));
    },
    async close() {
      await batcher.idle();
      await pool.destroy();
    },
  };
}
