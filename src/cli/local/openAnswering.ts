import path from 'node:path';
import { Registry } from 'prom-client';
import { BrokenAgronomyError } from '../../answering/agronomy/loadAgronomy.js';
import { BrokenCalendarError } from '../../answering/calendar/loadCalendar.js';
import type { Knowledge } from '../../answering/knowledge/createKnowledge.js';
import { BrokenKnowledgeError } from '../../answering/knowledge/readEntries.js';
import type { AskedQuestion, Reply } from '../../answering/ports.js';
import type { Result } from '../../shared/contract/question.js';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { ConfigurationError, readEnvironment } from '../../shared/process/configuration.js';
import { createLogger } from '../../shared/process/logger.js';
import type { Classifier } from '../../workers/inference/classification.js';
import { BrokenModelError } from '../../workers/inference/modelFiles.js';
import {
  languageModelConfig,
  languageModelVariables,
} from '../../workers/upstreams/languageModel/variables.js';
import { createUpstreamMetrics } from '../../workers/upstreams/metrics.js';
import { upstreamConfig, upstreamVariables } from '../../workers/upstreams/variables.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import { modelDirOf } from '../model/modelFolder.js';
import { PACKAGE_FILE } from '../paths.js';

export interface LocalAnswering {
  answer(asked: AskedQuestion, signal: AbortSignal): Promise<LocalReply>;
  close(): Promise<void>;
}

export interface LocalReply {
  reply: Reply;
  model: Result['model'];
  dataset: Result['dataset'];
  /** Milliseconds. */
  inferenceMs: number;
  totalMs: number;
}

export interface LocalOptions {
  /** Folder of the model; else that of the environment, else the shipped. */
  model?: string;
  data?: string;
  /** Where the shipped embeddings will not do. */
  openKnowledge?: (folder: string, classifier: Classifier) => Promise<Knowledge>;
}

/**
 * Answers in this process, with the same model, data, rules and services outside as a worker, one question at a time.
 * @throws CliError that names a broken or missing model or data file, or a variable that cannot be used
 */
export async function openLocalAnswering(
  env: NodeJS.ProcessEnv,
  { model, data, openKnowledge }: LocalOptions = {},
): Promise<LocalAnswering> {
  const [
    { createAnswering },
    { loadTables },
    { loadKnowledge },
    { loadLocalClassifier },
    { createUpstreams },
  ] = await Promise.all([
    import('../../answering/answerQuestion.js'),
    import('../../answering/loadTables.js'),
    import('../../answering/knowledge/createKnowledge.js'),
    import('../../workers/inference/localClassifier.js'),
    import('../../workers/upstreams/createUpstreams.js'),
  ]);
  const config = upstreamsOf(env);
  const dataDir = data ?? (env.AGROBOT_DATA_DIR || path.join(path.dirname(PACKAGE_FILE), 'data'));
  const classifier = await loadLocalClassifier(modelDirOf(model, env)).catch(explainBroken);
  const { id, revision } = classifier.manifest;
  const tables = await loadTables(dataDir, (folder) =>
    openKnowledge ? openKnowledge(folder, classifier) : loadKnowledge(folder, revision),
  ).catch(explainBroken);
  const answerQuestion = createAnswering(tables);
  const upstreams = createUpstreams({
    config,
    redis: null,
    prefix: 'local',
    version: 'local',
    log: createLogger('agrobot-cli', 'silent'),
    metrics: createUpstreamMetrics(new Registry()),
  });

  return {
    async answer(asked, signal) {
      signal.throwIfAborted();
      const startedMs = performance.now();
      let inferenceMs = 0;
      const outcome = await answerQuestion(asked, {
        async classify(text) {
          const fromMs = performance.now();
          const classification = await classifier.classify(text);
          inferenceMs += performance.now() - fromMs;
          return classification;
        },
        figures: tables.figures,
        canWrite: upstreams.canWrite,
        stage: () => undefined,
      });
      const reply = 'needs' in outcome ? await outcome.complete(upstreams.outside(signal)) : outcome;
      return {
        reply,
        model: { id, revision },
        dataset: { version: tables.figures.version },
        inferenceMs,
        totalMs: performance.now() - startedMs,
      };
    },
    async close() {
      await Promise.all([upstreams.close(), classifier.close()]);
    },
  };
}

function upstreamsOf(env: NodeJS.ProcessEnv) {
  try {
    const variables = readEnvironment(env, { ...upstreamVariables, ...languageModelVariables });
    return {
      upstreams: upstreamConfig(variables),
      languageModel: languageModelConfig(variables),
      compositions: 1,
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CliError(error.message, EXIT.usage, { cause: error });
  }
}

const BROKEN = [
  BrokenAgronomyError,
  BrokenCalendarError,
  BrokenDataError,
  BrokenKnowledgeError,
  BrokenModelError,
];

function explainBroken(error: unknown): never {
  if (BROKEN.some((kind) => error instanceof kind)) {
    const { message } = error as Error;
    throw new CliError(message, EXIT.failed, { cause: error });
  }
  throw error;
}
