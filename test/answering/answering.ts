import path from 'node:path';
import { createAnswering } from '../../src/answering/answerQuestion.js';
import { NO_TOPICS } from '../../src/answering/knowledge/createKnowledge.js';
import type { AskedQuestion, Classification, Ports, Reply } from '../../src/answering/ports.js';
import { INTENTS, type IntentName } from '../../src/shared/contract/intents.js';
import { loadFigures } from '../../src/shared/eva/figures.js';

/** The shipped figures and the real answering; only the model's reading of the intent is given by the test. */
export const figures = await loadFigures(path.resolve(import.meta.dirname, '../../data'));
export const answerQuestion = createAnswering(figures, { entries: [], find: () => NO_TOPICS });

/** A model that is sure of one intent. */
export function sureOf(intent: IntentName): Classification {
  const others = INTENTS.filter((name) => name !== intent);
  return {
    intents: [
      { name: intent, confidence: 0.94 },
      ...others.map((name) => ({ name, confidence: 0.06 / others.length })),
    ],
    embedding: new Float32Array(),
    thresholds: { answer: 0.5, askBack: 0.2 },
  };
}

export function portsWith(classification: Classification): Ports {
  return { classify: async () => classification, figures, stage: () => undefined };
}

export function ask(
  intent: IntentName,
  text: string,
  more: Partial<Omit<AskedQuestion, 'text'>> = {},
): Promise<Reply> {
  return answerQuestion({ text, location: null, remembered: null, ...more }, portsWith(sureOf(intent)));
}
