import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/answering/intents/theoretical/answer.js';
import { entrySchema } from '../../../src/answering/knowledge/entry.js';
import { readEntries } from '../../../src/answering/knowledge/readEntries.js';
import { waysToAsk } from '../../../src/answering/knowledge/entry.js';
import { neverSaid } from '../../../src/answering/neverSaid.js';
import { halves, readAsked } from '../../../src/cli/knowledge/askedQuestions.js';
import { finished } from '../finished.js';
import { queryWith } from '../queryWith.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const entries = await readEntries(path.join(ROOT, 'data/knowledge'));
const asked = await readAsked(path.join(ROOT, 'training/data/knowledge-test.tsv'));

/** The ids of the entries that break a rule. */
const breaking = (breaks: (entry: (typeof entries)[number]) => boolean) =>
  entries.filter(breaks).map(({ id }) => id);

const folded = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9 ]/g, '')
    .replace(/ +/g, ' ')
    .trim();

describe('the knowledge base that is shipped', () => {
  it('has at least 180 entries, each of the form that the schema wants', () => {
    expect(entries.length).toBeGreaterThanOrEqual(180);
    expect(breaking((entry) => !entrySchema.safeParse(entry).success)).toEqual([]);
  });

  it('has at least eight ways to ask for each, beside the title', () => {
    expect(breaking(({ questions }) => new Set(questions.map(folded)).size < 8)).toEqual([]);
  });

  it('repeats no id, no title and no way to ask, not even with other accents or punctuation', () => {
    const ids = entries.map(({ id }) => id);
    const titles = entries.map(({ title }) => folded(title));
    const ways = entries.flatMap(waysToAsk).map(folded);
    for (const all of [ids, titles, ways]) {
      expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
    }
  });

  it('answers in two to six whole sentences', () => {
    const sentences = (text: string) => text.split(/(?<=[.!?])\s+/);
    expect(breaking(({ answer: text }) => sentences(text).length < 2 || sentences(text).length > 6)).toEqual(
      [],
    );
    expect(breaking(({ answer: text }) => !/^[A-ZÁÉÍÓÚÑ¿¡].*\.$/s.test(text))).toEqual([]);
  });

  it('says nothing of what is never said', () => {
    const found = entries.flatMap(({ id, title, answer: text, short = '' }) =>
      [title, text, short].flatMap(neverSaid).map((words) => `${id}: ${words}`),
    );
    expect(found).toEqual([]);
  });

  it('leads to no question, as a chip, that names what is never said', () => {
    expect(breaking(({ questions }) => neverSaid(questions[0]!).length > 0)).toEqual([]);
  });

  it('sends whoever suspects a disease that must not spread to the ICA, with nothing moved', () => {
    const suspected = entries.filter(({ id }) =>
      ['citricos-hlb', 'platano-fusarium-r4t', 'sospecha-aftosa'].includes(id),
    );
    expect(suspected).toHaveLength(3);
    for (const { answer: text } of suspected) expect(text).toMatch(/mueva.*ICA/s);
  });

  it.each([
    'platano-fusarium-r4t',
    'citricos-hlb',
    'sospecha-aftosa',
    'brucelosis-bovina',
    'peste-porcina-clasica',
    'newcastle-moquillo-aves',
  ])('names the ICA in the short form of a disease that must be reported: %s', (id) => {
    const entry = entries.find((one) => one.id === id);
    expect(entry?.short).toMatch(/\bICA\b.*\.$/);
    expect(entry!.short!.length).toBeLessThanOrEqual(160);
    const { short } = finished(
      answer(queryWith({ nearest: [entry!], score: 0.9, sureness: 1.6, isSure: true })),
    );
    expect(short).toBe(entry!.short);
  });

  it('has a short form of whole sentences for each, at most 160 characters', () => {
    const shortOf = (entry: (typeof entries)[number]) =>
      finished(answer(queryWith({ nearest: [entry], score: 0.9, sureness: 1.6, isSure: true }))).short;
    expect(breaking((entry) => shortOf(entry).length > 160 || !/[.?!]$/.test(shortOf(entry)))).toEqual([]);
    expect(breaking((entry) => shortOf(entry).length < 30)).toEqual([]);
  });

  it('gives a document wherever it names a law, and no address but an official one', () => {
    const official =
      /^https:\/\/(www\.)?([a-z]+\.gov\.co|agrosavia\.co|sena\.edu\.co|finagro\.com\.co|[a-z]+\.org)/;
    expect(breaking(({ source: { url } }) => url !== undefined && !official.test(url))).toEqual([]);
    expect(
      breaking(({ source: { name, document } }) => name === 'general agronomy' && document !== undefined),
    ).toEqual([]);
  });
});

describe('the questions that it is measured with', () => {
  it('are at least 200, each for an entry that there is', () => {
    const ids = new Set(entries.map(({ id }) => id));
    expect(asked.length).toBeGreaterThanOrEqual(200);
    expect(asked.filter(({ topic }) => !ids.has(topic))).toEqual([]);
  });

  it('stand in no entry, and none twice', () => {
    const ways = new Set(entries.flatMap(waysToAsk).map(folded));
    const questions = asked.map(({ question }) => folded(question));
    expect(questions.filter((question) => ways.has(question))).toEqual([]);
    expect(questions.filter((question, index) => questions.indexOf(question) !== index)).toEqual([]);
  });

  it('ask in both halves for nearly every entry', () => {
    const { choosing, measuring } = halves(asked);
    for (const half of [choosing, measuring]) {
      expect(new Set(half.map(({ topic }) => topic)).size).toBeGreaterThan(entries.length * 0.9);
    }
  });
});
