import { ProblemError } from '../../client/index.js';
import { askRequestSchema, type AskRequest } from '../../shared/contract/question.js';
import { openLocalAnswering } from '../local/openAnswering.js';
import type { Asker } from './asker.js';

/**
 * Answers in this process, one question at a time. Nothing is remembered between questions.
 * @throws CliError that names a broken or missing model or data file
 */
export async function openLocalAsker(
  env: NodeJS.ProcessEnv,
): Promise<{ asker: Asker; close: () => Promise<void> }> {
  const local = await openLocalAnswering(env);

  const asker: Asker = async (request, signal) => {
    const { question, location } = validate(request);
    const startedAt = new Date();
    const asked = { text: question, location: location ?? null, remembered: null };
    const { reply, model, dataset, inferenceMs, totalMs } = await local.answer(asked, signal);
    const { explanation: _explanation, remember: _remember, ...answered } = reply;
    return {
      object: 'question',
      status: 'completed',
      created_at: startedAt.toISOString(),
      finished_at: new Date().toISOString(),
      ...answered,
      model,
      dataset,
      timings_ms: {
        queue: 0,
        inference: tenth(inferenceMs),
        answer: tenth(totalMs - inferenceMs),
        total: tenth(totalMs),
      },
    };
  };
  return { asker, close: () => local.close() };
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
