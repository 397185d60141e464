import { toClassification, type Classifier } from './classification.js';
import { loadModel } from './model.js';
import { checkModelFiles } from './modelFiles.js';

/**
 * The model in this very thread, for one question at a time without queue or pool (`ask --local`, evaluation).
 * @throws BrokenModelError
 */
export async function loadLocalClassifier(modelDir: string): Promise<Classifier> {
  const manifest = await checkModelFiles(modelDir);
  const model = await loadModel(modelDir, manifest);
  return {
    manifest,
    async classify(text) {
      const [reading] = await model.classify([text]);
      return toClassification(manifest, reading!);
    },
    close: () => Promise.resolve(),
  };
}
