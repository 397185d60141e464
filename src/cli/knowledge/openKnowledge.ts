import path from 'node:path';
import type { Entry } from '../../answering/knowledge/entry.js';
import { BrokenKnowledgeError, readEntries } from '../../answering/knowledge/readEntries.js';
import { loadModel, type Model } from '../../workers/inference/model.js';
import { BrokenModelError, checkModelFiles, type ModelManifest } from '../../workers/inference/modelFiles.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { modelDirOf } from '../model/modelFolder.js';
import { PACKAGE_FILE } from '../paths.js';

export interface Folders {
  model?: string;
  data?: string;
}

export interface OpenKnowledge {
  folder: string;
  entries: Entry[];
  manifest: ModelManifest;
  model: Model;
}

/** Uses the entries and the model of the folders named, else of AGROBOT_DATA_DIR and AGROBOT_MODEL_DIR, else the shipped. */
export async function withKnowledge<Result>(
  { model: modelDir, data }: Folders,
  env: NodeJS.ProcessEnv,
  use: (opened: OpenKnowledge) => Promise<Result>,
): Promise<Result> {
  try {
    const folder = path.join(data ?? (env.AGROBOT_DATA_DIR || fromRoot('data')), 'knowledge');
    const dir = modelDirOf(modelDir, env);
    const [entries, manifest] = await Promise.all([readEntries(folder), checkModelFiles(dir)]);
    return await use({ folder, entries, manifest, model: await loadModel(dir, manifest) });
  } catch (error) {
    if (error instanceof BrokenKnowledgeError || error instanceof BrokenModelError) {
      throw new CliError(error.message, EXIT.failed, { cause: error });
    }
    throw error;
  }
}

/** A file of the checkout or the installed package. */
export function fromRoot(...names: string[]): string {
  return path.join(path.dirname(PACKAGE_FILE), ...names);
}
