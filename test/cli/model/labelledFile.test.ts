import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  parseQuestionTable,
  readLabelledRows,
  readQuestionTable,
} from '../../../src/cli/model/labelledFile.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agrobot-labelled-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a file of labelled questions', () => {
  it('is read by the names of its columns, in any order, others left out', () => {
    const text =
      'source\tquestion\tkind\tlabel\nhand\t¿Llueve?\tplain\tweather\nhand\tHOLA "parce"\tcapitals\tsmalltalk\n';
    expect(parseQuestionTable('a.tsv', text).labelled).toEqual([
      { question: '¿Llueve?', kind: 'plain', label: 'weather' },
      { question: 'HOLA "parce"', kind: 'capitals', label: 'smalltalk' },
    ]);
  });

  it('may come from Windows, and end in empty lines', () => {
    const { labelled } = parseQuestionTable('a.tsv', '\uFEFFlabel\tquestion\r\nweather\t¿Llueve?\r\n\r\n');
    expect(labelled).toEqual([{ question: '¿Llueve?', label: 'weather' }]);
  });

  it('needs no labels where they are not known', () => {
    expect(parseQuestionTable('a.tsv', 'question\n¿Llueve?\n')).toEqual({
      rows: [{ question: '¿Llueve?' }],
      labelled: null,
    });
  });

  it.each([
    { text: '', says: 'a.tsv is empty. The first line must name the columns' },
    { text: '\n \n', says: 'a.tsv is empty.' },
    { text: 'label\tquestion\n', says: 'a.tsv has no questions below its first line.' },
    {
      text: 'weather\t¿Llueve?\n',
      says: 'a.tsv:1: there is no column "question", but "weather", "¿Llueve?".',
    },
    {
      text: 'label\tquestion\nrain\t¿Llueve?\n',
      says: /^a\.tsv:2: there is no label "rain"\. Use one of: theoretical, /,
    },
    { text: 'label\tquestion\nweather\t¿Llueve?\n\t¿Y?\n', says: 'a.tsv:3: the label is missing.' },
    { text: 'label\tquestion\nweather\t\n', says: 'a.tsv:2: the question is missing.' },
    { text: 'label\tquestion\nweather\t¿Ll\tueve?\n', says: 'a.tsv:2: 3 columns instead of 2.' },
    { text: `label\tquestion\n${'x\ty\n'.repeat(7)}`, says: /a\.tsv:6: .*\n… and 2 more lines$/ },
  ])('is refused with the line and the remedy: $says', ({ text, says }) => {
    expect(() => parseQuestionTable('a.tsv', text)).toThrow(says);
  });

  it('must be there, be UTF-8 and, to be scored, have labels', async () => {
    const latin1 = path.join(folder, 'latin1.tsv');
    const bare = path.join(folder, 'bare.tsv');
    await writeFile(latin1, Buffer.from('question\n¿Qué?\n', 'latin1'));
    await writeFile(bare, 'question\n¿Qué?\n');
    await expect(readQuestionTable(path.join(folder, 'none.tsv'))).rejects.toMatchObject({
      message: expect.stringMatching(/none\.tsv: there is no such file\.$/) as string,
      exitStatus: 2,
    });
    await expect(readQuestionTable(latin1)).rejects.toThrow('is not UTF-8. Save it as UTF-8');
    await expect(readLabelledRows(bare)).rejects.toThrow('bare.tsv:1: there is no column "label".');
  });
});
