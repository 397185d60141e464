import type { Answering, Classification } from '../answering/ports.js';
import type { SpanOptions, Traces } from '../shared/process/traces/traces.js';

const ANSWER: SpanOptions = { name: 'answer', kind: 'internal' };

interface Stages {
  classify(text: string, signal: AbortSignal): Promise<Classification>;
  answerQuestion: Answering;
}

/**
 * The stages of an answer, each in a span: `answer` from memory, `inference` within it, which has waited for its batch,
 * and `complete` with what only somebody outside can tell.
 */
export function tracedStages(
  { classify, answerQuestion }: Stages,
  model: { id: string; revision: string },
  { inSpan }: Traces,
): Stages {
  const inference: SpanOptions = {
    name: 'inference',
    kind: 'internal',
    attributes: { 'agrobot.model.id': model.id, 'agrobot.model.revision': model.revision },
  };
  return {
    classify: (text, signal) => inSpan(inference, () => classify(text, signal)),
    async answerQuestion(asked, ports) {
      const outcome = await inSpan(ANSWER, () => answerQuestion(asked, ports));
      if (!('needs' in outcome)) return outcome;
      const { needs, complete } = outcome;
      const completing: SpanOptions = {
        name: 'complete',
        kind: 'internal',
        attributes: { 'agrobot.needs': needs },
      };
      return { needs, complete: (outside) => inSpan(completing, () => complete(outside)) };
    },
  };
}
