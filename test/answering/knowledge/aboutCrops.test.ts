import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAboutCrops } from '../../../src/answering/knowledge/aboutCrops.js';
import { waysToAsk } from '../../../src/answering/knowledge/entry.js';
import { readEntries } from '../../../src/answering/knowledge/readEntries.js';
import { createUnderstanding } from '../../../src/answering/understanding/createUnderstanding.js';
import { readAsked } from '../../../src/cli/knowledge/askedQuestions.js';
import { loadFigures } from '../../../src/shared/eva/figures.js';
import { entryOf } from './entries.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const understand = createUnderstanding(await loadFigures(path.join(ROOT, 'data')));
const cropsIn = (text: string) => understand(text, { departmentCode: null }).crops;

const shipped = await readEntries(path.join(ROOT, 'data/knowledge'));
const aboutShipped = createAboutCrops(shipped, cropsIn);
const fits = (question: string, id: string) =>
  aboutShipped(cropsIn(question))(shipped.find((entry) => entry.id === id)!);

/** Too many crops or a misread word: what a farmer asks in passing is taken for what the question is about. */
const MISREAD_AT_MOST = 5;

describe('the shipped entries that a question about crops can mean', () => {
  it.each([
    ['¿Cómo se cultiva la papa?', 'zanahoria-cultivo', false],
    ['¿Cómo se cultiva la papa?', 'arveja-cultivo', false],
    ['¿Cómo se cultiva la papa?', 'papa-aporque', true],
    ['¿Cómo se cultiva la papa?', 'compost-que-es-y-como-se-hace', true],
    ['¿Cómo siembro zanahoria?', 'zanahoria-cultivo', true],
    ['¿Siembro papa o zanahoria?', 'zanahoria-cultivo', true],
    ['¿Cómo le quito la roya al café?', 'frijol-roya', false],
    ['¿Cómo le quito la roya al café?', 'cafe-roya', true],
    // Named by a tag, and only by a way to ask.
    ['¿El moko del banano tiene cura?', 'platano-moko', true],
    ['¿Cómo controlo la mosca blanca en la habichuela?', 'mosca-blanca-hortalizas', true],
    // Their tags name some crops as examples; coliforms are no cauliflower.
    ['Las guayabas maduras tienen gusanitos por dentro', 'mosca-de-la-fruta', true],
    ['¿Puedo regar lechuga con agua de aguas negras?', 'calidad-del-agua-de-riego', true],
    ['¿Se puede intercalar cilantro con yuca?', 'asociacion-de-cultivos', true],
    ['¿La hortensia se siembra bajo plástico?', 'flores-basico', true],
  ])('%s → %s: %s', (question, id, expected) => {
    expect(fits(question, id)).toBe(expected);
  });

  it('are all of them where no crop is named', () => {
    const fitsNothing = aboutShipped(cropsIn('¿Cómo controlo las plagas?'));
    expect(shipped.filter((entry) => !fitsNothing(entry))).toEqual([]);
  });

  it('hold the entry that each of its own ways to ask is for', () => {
    const lost = shipped.flatMap((entry) =>
      waysToAsk(entry).filter((way) => !aboutShipped(cropsIn(way))(entry)),
    );
    expect(lost).toEqual([]);
  });

  it('hold the right one for nearly every question that it is measured with', async () => {
    const asked = await readAsked(path.join(ROOT, 'training/data/knowledge-test.tsv'));
    const lost = asked.filter(({ topic, question }) => !fits(question, topic));
    expect(lost.length).toBeLessThanOrEqual(MISREAD_AT_MOST);
  });
});

describe('an entry is about the crops', () => {
  const entry = (title: string, tags: string[], questions: string[]) =>
    entryOf('a', { title, tags, questions });
  const isAbout = (one: ReturnType<typeof entryOf>, question: string) =>
    createAboutCrops([one], cropsIn)(cropsIn(question))(one);

  it.each([
    ['of its title', entry('Moko del plátano', ['bacteria'], []), '¿Qué es esto en el plátano?', true],
    ['of no other', entry('Moko del plátano', ['bacteria'], []), '¿Qué es esto en la yuca?', false],
    ['of its tags', entry('Moko del plátano', ['banano'], []), '¿Qué es esto en el banano?', true],
    ['that alone name it', entry('Moko del plátano', [], ['moko del banano']), 'se secó el banano', true],
    [
      'but not those named beside it',
      entry('Cultivo de la arveja', [], ['¿Siembro arveja después de la papa?']),
      '¿Cómo se siembra la papa?',
      false,
    ],
    ['all, with a general title', entry('Mosca de la fruta', ['mango'], ['mango']), 'guayaba picada', true],
  ])('%s', (_, one, question, expected) => {
    expect(isAbout(one, question)).toBe(expected);
  });
});
