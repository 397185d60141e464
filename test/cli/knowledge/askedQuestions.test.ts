import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halves, readAsked } from '../../../src/cli/knowledge/askedQuestions.js';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-asked-'));
  file = path.join(folder, 'asked.tsv');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a file of questions with their entries', () => {
  it.each([
    ['as it is kept', 'topic\tquestion\nroya\t¿Qué es?\nbroca\tel "re-re"\n'],
    ['from Windows', '\uFEFFtopic\tquestion\r\nroya\t¿Qué es?\r\nbroca\tel "re-re"\r\n'],
  ])('is read %s', async (_, text) => {
    await writeFile(file, text);
    expect(await readAsked(file)).toEqual([
      { topic: 'roya', question: '¿Qué es?' },
      { topic: 'broca', question: 'el "re-re"' },
    ]);
  });

  it.each([
    ['', 'must begin with the line "topic<TAB>question".'],
    ['label\tquestion\nweather\t¿Llueve?\n', 'must begin with the line "topic<TAB>question".'],
    ['topic\tquestion\n', 'has no questions below its first line.'],
    [
      'topic\tquestion\nroya\t¿Qué es?\nbroca\n',
      ':3 must hold a topic and a question, with one tab between.',
    ],
    ['topic\tquestion\n\t¿Qué es?\n', ':2 must hold a topic and a question'],
    ['topic\tquestion\nroya\t¿Qué\tes?\n', ':2 must hold a topic and a question'],
    ['topic\tquestion\n\nroya\t¿Qué es?\n', ':2 must hold a topic and a question'],
  ])('is refused with its name and the remedy: %j', async (text, says) => {
    await writeFile(file, text);
    await expect(readAsked(file)).rejects.toThrow(says);
    await expect(readAsked(file)).rejects.toThrow(file);
  });

  it('is refused where it is not there', async () => {
    await expect(readAsked(path.join(folder, 'none.tsv'))).rejects.toThrow(
      /none\.tsv cannot be read: ENOENT/,
    );
  });
});

describe('the halves of the questions', () => {
  it('take turns, so that two questions in a row for one entry stand on both sides', () => {
    const asked = ['a', 'a', 'b', 'b', 'c'].map((topic, index) => ({ topic, question: `${index}` }));
    const { choosing, measuring } = halves(asked);
    expect(choosing.map(({ question }) => question)).toEqual(['0', '2', '4']);
    expect(measuring.map(({ question }) => question)).toEqual(['1', '3']);
    expect(halves([])).toEqual({ choosing: [], measuring: [] });
  });
});
