import { workerData } from 'node:worker_threads';
import { loadModel, type Reading } from './model.js';
import type { ModelManifest } from './modelFiles.js';

/** What the pool hands to each of its threads. */
export interface ThreadData {
  modelDir: string;
  manifest: ModelManifest;
}

export interface ClassifyTask {
  texts: string[];
}

const { modelDir, manifest } = workerData as ThreadData;
const model = await loadModel(modelDir, manifest);

/** One batch; Piscina calls it in a thread of the pool. */
export default function classify({ texts }: ClassifyTask): Promise<Reading[]> {
  return model.classify(texts);
}
