import path from 'node:path';
import { expect, it } from 'vitest';
import { createRankByWords } from '../../../src/answering/knowledge/byWords.js';
import { readEntries } from '../../../src/answering/knowledge/readEntries.js';

/** About 7 ms alone on a core; it runs where jobs are renewed. A machine that others use may take some times longer. */
const LIMIT_MS = 50;
const ROUNDS = 9;

const entries = await readEntries(path.resolve(import.meta.dirname, '../../../data/knowledge'));
const known = [...new Set(entries.flatMap(({ answer }) => answer.match(/\p{L}{8,15}/gu) ?? []))];

it.each([
  ['of known long words', known.join(' ')],
  ['of misspelt long words', known.map((word) => `${word.slice(0, 5)}x${word.slice(6)}`).join(' ')],
  ['of unknown ones of 15 letters', Array.from({ length: 99 }, (_, n) => `wxkqzjvhwpfy${n + 100}`).join(' ')],
  ['of one single word', 'a'.repeat(1_000)],
])('ranks by the words of a message as long as may be, %s, in a few milliseconds', (_, words) => {
  const rank = createRankByWords(entries);
  const text = words.slice(0, 1_000);
  expect(text).toHaveLength(1_000);
  rank(text);
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    rank(text);
    return performance.now() - start;
  });
  const median = times.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)]!;
  console.log(`${median.toFixed(2)} ms`);
  expect(median).toBeLessThan(LIMIT_MS);
});
