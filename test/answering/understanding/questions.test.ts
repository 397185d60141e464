import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { understand } from './understand.js';
import { describeUnderstood } from './describeUnderstood.js';

const LINES = readFileSync(new URL('questions.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [question = '', crops = '', places = '', years = '', asks = ''] = line.split('\t');
    return { question, crops, places, years, asks };
  });

describe('what is found in a question', () => {
  it('is held to at least 400 questions', () => {
    expect(LINES.length).toBeGreaterThanOrEqual(400);
  });

  it.each(LINES)('$question', ({ question, ...expected }) => {
    expect(describeUnderstood(understand(question))).toEqual(expected);
  });
});
