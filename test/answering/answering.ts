import path from 'node:path';
import { createAnswering } from '../../src/answering/answerQuestion.js';
import { NO_TOPICS } from '../../src/answering/knowledge/createKnowledge.js';
import { loadAgronomy } from '../../src/answering/agronomy/loadAgronomy.js';
import { loadCalendar } from '../../src/answering/calendar/loadCalendar.js';
import type { Tables } from '../../src/answering/tables.js';
import type { Outside } from '../../src/answering/outside.js';
import type { AskedQuestion, Classification, Ports, Reply } from '../../src/answering/ports.js';
import { INTENTS, type IntentName } from '../../src/shared/contract/intents.js';
import { loadFigures } from '../../src/shared/eva/figures.js';

/** The shipped figures and the real answering; only the model's reading of the intent is given by the test. */
const DATA = path.resolve(import.meta.dirname, '../../data');
export const figures = await loadFigures(DATA);
export const tables: Tables = {
  figures,
  knowledge: { entries: [], find: () => NO_TOPICS },
  agronomy: await loadAgronomy(DATA),
  calendar: await loadCalendar(DATA),
};
const answering = createAnswering(tables);

/** A world in which no service answers. */
export const NOBODY: Outside = {
  nowMs: () => Date.parse('2026-11-23T15:00:00Z'),
  weather: async () => null,
  describe: async () => null,
  write: async () => null,
};

/** Both steps of an answer, the second with whatever is outside. */
export async function answerQuestion(asked: AskedQuestion, ports: Ports, outside = NOBODY): Promise<Reply> {
  const outcome = await answering(asked, ports);
  return 'needs' in outcome ? outcome.complete(outside) : outcome;
}

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
  return { classify: async () => classification, figures, canWrite: false, stage: () => undefined };
}

export function ask(
  intent: IntentName,
  text: string,
  more: Partial<Omit<AskedQuestion, 'text'>> = {},
): Promise<Reply> {
  return answerQuestion({ text, location: null, remembered: null, ...more }, portsWith(sureOf(intent)));
}
