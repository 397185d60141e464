import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ATTEMPT_ERRORS } from '../../../src/shared/webhooks/deliveries.js';
import { SCHEDULE } from '../../../src/workers/webhooks/schedule.js';

const UNITS_S = { s: 1, min: 60, h: 3_600 };
const page = await readFile('docs/webhooks.md', 'utf8');

/** Cells of the table row that begins with a word. */
const row = (start: string) =>
  page
    .split('\n')
    .find((line) => line.startsWith(`| ${start} `))!
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());

it('tells receivers the schedule that the code has', () => {
  const delays = row('after the one before').map((cell) => {
    const [, whole, fraction, unit] = /^(\d+)([¼¾]?) ?(s|min|h)?$/.exec(cell)!;
    const value = Number(whole) + (fraction === '¼' ? 0.25 : fraction === '¾' ? 0.75 : 0);
    return value * UNITS_S[(unit ?? 's') as keyof typeof UNITS_S];
  });
  expect(delays[0]).toBe(0);
  expect(delays).toHaveLength(SCHEDULE.delaysMs.length + 1);
  for (const [index, ms] of SCHEDULE.delaysMs.entries()) {
    expect(Math.abs(delays[index + 1]! / (ms / 1_000) - 1)).toBeLessThan(0.02);
  }
});

it('explains every error of the log', () => {
  const explained = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  expect(explained.sort()).toEqual([...ATTEMPT_ERRORS].sort());
});
