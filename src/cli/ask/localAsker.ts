import path from 'node:path';
import { ProblemError } from '../../client/index.js';
import { BrokenKnowledgeError } from '../../answering/knowledge/readEntries.js';
import { askRequestSchema, type AskRequest } from '../../shared/contract/question.js';
import { BrokenDataError } from '../../shared/eva/brokenData.js';
import { BrokenModelError } from '../../workers/inference/modelFiles.js';
import { CliError } from '../cliError.js';
import { EXIT } from '../exitStatus.js';
import type { Asker } from './asker.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/**
 * Answers in this process, with the same model, data and rules as a worker, one question at a time. Nothing is
 * remembered between questions. Throws CliError that names a broken or missing model or data file.
 */
export async function openLocalAsker(
  env: NodeJS.ProcessEnv,
): Promise<{ asker: Asker; close: () => Promise<void> }> {
  const modelDir = env.AGROBOT_MODEL_DIR || path.join(ROOT, 'models', 'intents');
  const dataDir = env.AGROBOT_DATA_DIR || path.join(ROOT, 'data');
  const [{ createAnswering }, { loadKnowledge }, { loadFigures }, { loadLocalClassifier }] =
    await Promise.all([
      import('../../answering/answerQuestion.js'),
      import('../../answering/knowledge/createKnowledge.js'),
      import('../../shared/eva/figures.js'),
      import('../../workers/inference/localClassifier.js'),
    ]);
  const [figures, classifier] = await Promise.all([
    loadFigures(dataDir),
    loadLocalClassifier(modelDir),
  ]).catch(explainBroken);
  const { id, revision } = classifier.manifest;
  const knowledge = await loadKnowledge(path.join(dataDir, 'knowledge'), revision).catch(explainBroken);
  const answerQuestion = createAnswering(figures, knowledge);

  const asker: Asker = async (request, signal) => {
    signal.throwIfAborted();
    const { question, location } = validate(request);
    const startedAt = new Date();
    const startedAtMs = performance.now();
    let inferenceMs = 0;
    const {
      explanation: _explanation,
      remember: _remember,
      ...reply
    } = await answerQuestion(
      { text: question, location: location ?? null, remembered: null },
      {
        classify: async (text) => {
          const fromMs = performance.now();
          const classification = await classifier.classify(text);
          inferenceMs += performance.now() - fromMs;
          return classification;
        },
        figures,
        stage: () => undefined,
      },
    );
    const totalMs = performance.now() - startedAtMs;
    return {
      object: 'question',
      status: 'completed',
      created_at: startedAt.toISOString(),
      finished_at: new Date().toISOString(),
      ...reply,
      degraded: [],
      model: { id, revision },
      dataset: { version: figures.version },
      timings_ms: {
        queue: 0,
        inference: tenth(inferenceMs),
        answer: tenth(totalMs - inferenceMs),
        total: tenth(totalMs),
      },
    };
  };
  return { asker, close: () => classifier.close() };
}

const BROKEN = [BrokenDataError, BrokenKnowledgeError, BrokenModelError];

function explainBroken(error: unknown): never {
  if (BROKEN.some((kind) => error instanceof kind)) {
    const { message } = error as Error;
    throw new CliError(message, EXIT.failed, { cause: error });
  }
  throw error;
}

/** Refuses what the API would refuse, in the same words. */
function validate(request: AskRequest): AskRequest {
  const parsed = askRequestSchema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new ProblemError({
    type: 'about:blank',
    title: 'Pregunta no válida',
    status: 422,
    detail: parsed.error.issues.map(({ message }) => message).join('; '),
    code: 'invalid_request',
  });
}

const tenth = (ms: number) => Math.round(ms * 10) / 10;
