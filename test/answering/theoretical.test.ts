import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnswering } from '../../src/answering/answerQuestion.js';
import { answer } from '../../src/answering/intents/theoretical/answer.js';
import { NO_TOPICS } from '../../src/answering/knowledge/createKnowledge.js';
import type { Entry } from '../../src/answering/knowledge/entry.js';
import { readEntries } from '../../src/answering/knowledge/readEntries.js';
import { portsWith, sureOf, tables } from './answering.js';
import { finished } from './finished.js';
import { entryOf } from './knowledge/entries.js';
import { queryWith } from './queryWith.js';

const entries = await readEntries(path.resolve(import.meta.dirname, '../../data/knowledge'));
const entry = (id: string) => entries.find((one) => one.id === id)!;

const broca = entry('cafe-broca');
const roya = entry('cafe-roya');
const hlb = entry('citricos-hlb');

const sureOfTopics = (...nearest: Entry[]) =>
  finished(answer(queryWith({ nearest, score: 0.8349, sureness: 1.2, isSure: true })));
const shortOf = (text: string) => sureOfTopics(entryOf('a', { answer: text })).short;

describe('a theoretical question with an entry', () => {
  it('is answered with the text of the entry, its id and how near it is', () => {
    const { text, data, rule, years, rows } = sureOfTopics(broca, roya, hlb);
    expect(text).toBe(broca.answer);
    expect(data).toEqual({ kind: 'knowledge', topic_id: 'cafe-broca', score: 0.83 });
    expect({ rule, years, rows }).toEqual({ rule: 'topic', years: [], rows: [] });
  });

  it('offers the second best as a chip that asks for it', () => {
    expect(sureOfTopics(broca, roya, hlb).action).toEqual({
      type: 'clarify',
      chips: [{ label: roya.title, question: roya.questions[0] }],
    });
  });

  it('offers nothing where there is no second', () => {
    expect(sureOfTopics(broca)).not.toHaveProperty('action');
  });

  it.each([
    [
      'document, publisher and address',
      { name: 'FAO', document: 'Manual de compostaje', url: 'https://www.fao.org/x' },
      { title: 'Manual de compostaje', publisher: 'FAO', url: 'https://www.fao.org/x' },
    ],
    [
      'its own title where no document is named',
      { name: 'ICA' },
      { title: 'Todo sobre a', publisher: 'ICA' },
    ],
    [
      'common knowledge in Spanish',
      { name: 'general agronomy' },
      { title: 'Todo sobre a', publisher: 'Conocimiento agronómico general' },
    ],
  ])('names its source: %s', (_, source, expected) => {
    expect(sureOfTopics(entryOf('a', { source })).sources).toEqual([expected]);
  });
});

describe('the short form of an entry', () => {
  it('is as many whole sentences as fit into 160 characters', () => {
    expect(shortOf(`${'Uno dos. '.repeat(3)}${'palabra '.repeat(20)}fin.`)).toBe(
      'Uno dos. Uno dos. Uno dos.',
    );
  });

  it('is the whole text where that fits', () => {
    expect(shortOf('Es un hongo. Coseche todo a tiempo.')).toBe('Es un hongo. Coseche todo a tiempo.');
  });

  it('takes the point in a number for no end', () => {
    const first = 'Se da entre 1.200 y 1.800 metros.';
    expect(shortOf(`${first} Más arriba ${'palabra '.repeat(20)}1.900 metros.`)).toBe(first);
  });

  it('is the part before the semicolon or colon of a first sentence that is too long', () => {
    expect(shortOf(`Es un hongo del suelo: pudre la raíz; ${'luego '.repeat(30)}muere. Saque la mata.`)).toBe(
      'Es un hongo del suelo: pudre la raíz.',
    );
  });

  it('is cut at a word where there is nothing else to cut at', () => {
    const short = shortOf(`${'palabra '.repeat(30)}fin. Otra frase.`);
    expect(short).toMatch(/^palabra .* palabra…$/);
    expect(short.length).toBeLessThanOrEqual(160);
  });
});

describe('a theoretical question without an entry', () => {
  const unsure = finished(
    answer(queryWith({ nearest: [hlb, roya, broca], score: 0.31, sureness: 0.35, isSure: false })),
  );

  it('gets an honest no with the nearest titles, and them as chips', () => {
    expect(unsure.rule).toBe('no_topic');
    expect(unsure.data).toBeNull();
    expect(unsure.text).toMatch(/^Sobre eso todavía no tengo una explicación en la que confíe\./);
    expect(unsure.text).toMatch(
      /: «HLB o dragón amarillo de los cítricos»; «Roya del café»; «Broca del café»\.$/,
    );
    expect(unsure.action?.chips.map(({ label }) => label)).toEqual([hlb.title, roya.title, broca.title]);
  });

  it('says none of the text of the entries, and names no source', () => {
    for (const { answer: text } of [hlb, roya, broca]) expect(unsure.text).not.toContain(text);
    expect(unsure.sources ?? []).toEqual([]);
  });

  it('has a short form that stands alone', () => {
    expect(unsure.short).toMatch(/^Sobre eso no tengo .*\.$/);
    expect(unsure.short.length).toBeLessThanOrEqual(160);
  });

  it('gets the plain no where there is nothing near at all', () => {
    const { text, action } = finished(answer(queryWith(NO_TOPICS)));
    expect(text).toMatch(/AGROSAVIA\.$/);
    expect(action).toBeUndefined();
  });
});

describe('the knowledge base in an answer', () => {
  const asked: string[] = [];
  const answerQuestion = createAnswering({
    ...tables,
    knowledge: {
      entries: [broca, roya],
      find(text) {
        asked.push(text);
        return { nearest: [broca, roya], score: 0.9, sureness: 1.6, isSure: true };
      },
    },
  });
  const ask = (intent: 'theoretical' | 'crop_production', text: string) =>
    answerQuestion({ text, location: null, remembered: null }, portsWith(sureOf(intent))).then(finished);

  it('is asked for theoretical questions, and its entry names the only source', async () => {
    const reply = await ask('theoretical', '¿Cómo controlo la broca del café?');
    expect(reply.answer.text).toBe(broca.answer);
    expect(reply.explanation.rule).toBe('theoretical/topic');
    expect(reply.sources).toEqual([{ title: 'Manual del cafetero colombiano', publisher: 'Cenicafé' }]);
    expect(asked).toEqual(['¿Cómo controlo la broca del café?']);
  });

  it('is left alone for questions about figures', async () => {
    asked.length = 0;
    const reply = await ask('crop_production', '¿Cuánto café produce Huila?');
    expect(reply.answer.data?.kind).toBe('production');
    expect(asked).toEqual([]);
  });
});
