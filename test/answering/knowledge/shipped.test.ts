import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAboutCrops } from '../../../src/answering/knowledge/aboutCrops.js';
import { loadKnowledge, type Knowledge } from '../../../src/answering/knowledge/createKnowledge.js';
import { createUnderstanding } from '../../../src/answering/understanding/createUnderstanding.js';
import { loadFigures } from '../../../src/shared/eva/figures.js';
import { loadLocalClassifier } from '../../../src/workers/inference/localClassifier.js';
import type { Classifier } from '../../../src/workers/inference/classification.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const understand = createUnderstanding(await loadFigures(path.join(ROOT, 'data')));
const cropsIn = (text: string) => understand(text, { departmentCode: null }).crops;

let classifier: Classifier;
let knowledge: Knowledge;
let aboutCrops: ReturnType<typeof createAboutCrops>;

beforeAll(async () => {
  classifier = await loadLocalClassifier(path.join(ROOT, 'models/intents'));
  // Refuses embeddings of another model revision and of other entries than those shipped.
  knowledge = await loadKnowledge(path.join(ROOT, 'data/knowledge'), classifier.manifest.revision);
  aboutCrops = createAboutCrops(knowledge.entries, cropsIn);
});

describe('the shipped knowledge base with the shipped model', () => {
  it.each([
    ['¿Cómo controlo la broca del café?', 'cafe-broca'],
    ['q es la roya del cafe', 'cafe-roya'],
    ['Mi compost huele a podrido, q hice mal', 'problemas-del-compost'],
  ])('finds for %s', async (question, topic) => {
    const { embedding } = await classifier.classify(question);
    const { nearest, isSure } = knowledge.find(question, embedding);
    expect(nearest[0]?.id).toBe(topic);
    expect(isSure).toBe(true);
  });

  it('finds every entry by its first way to ask, which is what its chip asks, and is sure of it', async () => {
    const first = knowledge.entries.map(({ id, questions }) => ({ id, question: questions[0]! }));
    const lost: string[] = [];
    for (const { id, question } of first) {
      const fits = aboutCrops(cropsIn(question));
      const { nearest, isSure } = knowledge.find(
        question,
        (await classifier.classify(question)).embedding,
        fits,
      );
      if (nearest[0]?.id !== id || !isSure) lost.push(`${id}: ${question} → ${nearest[0]?.id}`);
    }
    expect(lost).toEqual([]);
  });

  it('is not sure of what it knows nothing about', async () => {
    const question = '¿Quién ganó el partido de la selección anoche?';
    const { embedding } = await classifier.classify(question);
    expect(knowledge.find(question, embedding).isSure).toBe(false);
  });
});
