import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEntries } from '../../src/answering/knowledge/readEntries.js';
import { waysToAsk } from '../../src/answering/knowledge/entry.js';
import { INTENTS } from '../../src/shared/contract/intents.js';
import { foldQuestion } from '../../src/cli/model/foldQuestion.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DATA = path.join(ROOT, 'training/data');

/** The column of a TSV, without its header. */
function column(file: string, name: string): string[] {
  const [header = '', ...lines] = readFileSync(path.join(DATA, file), 'utf8').trimEnd().split('\n');
  const at = header.split('\t').indexOf(name);
  return lines.map((line) => line.split('\t')[at]!);
}

const trained = readdirSync(path.join(DATA, 'questions')).flatMap((file) =>
  column(`questions/${file}`, 'question'),
);
const ways = (await readEntries(path.join(ROOT, 'data/knowledge'))).flatMap(waysToAsk);
const folded = new Set([...trained, ...ways].map(foldQuestion));

describe('the public test set', () => {
  it.each(['test.tsv', 'knowledge-test.tsv'])('has no question that was learned from: %s', (file) => {
    const asked = column(file, 'question');
    expect(asked.length).toBeGreaterThanOrEqual(400);
    expect(asked.filter((question) => folded.has(foldQuestion(question)))).toEqual([]);
  });

  it('has at least 400 plain questions, each in seven noisy versions', () => {
    const kinds = column('test.tsv', 'kind');
    const counts = [...new Set(kinds)].map((kind) => kinds.filter((one) => one === kind).length);
    expect(counts).toHaveLength(8);
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThanOrEqual(400);
  });
});

describe('the training questions', () => {
  it('are at least 3,500 different ones, 150 or more a label', () => {
    const perLabel = readdirSync(path.join(DATA, 'questions')).map(
      (file) => new Set(column(`questions/${file}`, 'question').map(foldQuestion)).size,
    );
    expect(perLabel).toHaveLength(INTENTS.length);
    expect(Math.min(...perLabel)).toBeGreaterThanOrEqual(150);
    expect(new Set(trained.map(foldQuestion)).size).toBeGreaterThanOrEqual(3_500);
  });
});
