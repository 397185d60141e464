import path from 'node:path';
import type { IntentName } from '../../shared/contract/intents.js';
import { BrokenModelError, type ModelManifest } from '../../workers/inference/modelFiles.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { LiveLines } from '../liveLines.js';
import { PACKAGE_FILE } from '../paths.js';
import { count } from './columns.js';

const BATCH = 32;

/** What a model says of one question. */
export interface Given {
  given: IntentName;
  /** 0 to 1. */
  confidence: number;
}

export interface ModelFolder {
  manifest: ModelManifest;
  /** In the order of the texts. The time is of reading alone, one thread. */
  read(texts: readonly string[], notes: LiveLines): Promise<{ given: Given[]; seconds: number }>;
}

/** The folder named, else that of AGROBOT_MODEL_DIR, else the one that is shipped. */
export function modelDirOf(named: string | undefined, env: NodeJS.ProcessEnv): string {
  return named ?? (env.AGROBOT_MODEL_DIR || path.join(path.dirname(PACKAGE_FILE), 'models', 'intents'));
}

/** Who made a reading, in words: `agrobot-intents 4f1c (models/intents)`. */
export function nameOf({ id, revision }: { id: string; revision: string }, dir: string): string {
  return `${id} ${revision} (${path.relative('', dir) || '.'})`;
}

/**
 * A model folder as a worker reads it: hashes checked, the same tokenizer, 8-bit network and n-grams.
 * @throws CliError that names the file at fault
 */
export async function openModelFolder(dir: string): Promise<ModelFolder> {
  const [{ checkModelFiles }, { loadModel }] = await Promise.all([
    import('../../workers/inference/modelFiles.js'),
    import('../../workers/inference/model.js'),
  ]);
  const manifest = await checkModelFiles(dir).catch(broken);
  const model = await loadModel(dir, manifest).catch((error: unknown) => {
    if (error instanceof BrokenModelError) broken(error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${dir}: the model's files are whole, but cannot be loaded: ${reason}`, EXIT.failed, {
      cause: error,
    });
  });
  return {
    manifest,
    async read(texts, notes) {
      // The first run pays for what a worker pays once, at its start.
      await model.classify(texts.slice(0, 1));
      const given: Given[] = [];
      const beganMs = performance.now();
      for (let from = 0; from < texts.length; from += BATCH) {
        const readings = await model.classify(texts.slice(from, from + BATCH));
        given.push(...readings.map(({ probabilities }) => mostProbable(manifest.labels, probabilities)));
        const perSecond = (given.length * 1000) / (performance.now() - beganMs);
        notes.draw([
          `${count(given.length)} of ${count(texts.length)} questions, ${count(Math.round(perSecond))}/s`,
        ]);
      }
      const seconds = (performance.now() - beganMs) / 1000;
      notes.erase();
      return { given, seconds };
    },
  };
}

/** The manifest alone, with its files checked. */
export async function readManifest(dir: string): Promise<ModelManifest> {
  const { checkModelFiles } = await import('../../workers/inference/modelFiles.js');
  return checkModelFiles(dir).catch(broken);
}

function mostProbable(labels: readonly IntentName[], probabilities: Float32Array): Given {
  const best = probabilities.indexOf(Math.max(...probabilities));
  return { given: labels[best]!, confidence: probabilities[best]! };
}

function broken(error: unknown): never {
  if (error instanceof BrokenModelError) throw new CliError(error.message, EXIT.failed, { cause: error });
  throw error;
}
