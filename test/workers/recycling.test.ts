import { expect, it } from 'vitest';
import { createRecycling } from '../../src/workers/recycling.js';

const TEN_MINUTES_MS = 600_000;

function checked(state: { answered?: number; memoryBytes?: number; uptimeMs?: number; random?: number }) {
  const reasons: string[] = [];
  const recycling = createRecycling({
    limits: { memoryBytes: 1_000, jobs: 200 },
    answered: () => state.answered ?? 0,
    memoryBytes: () => state.memoryBytes ?? 0,
    uptimeMs: () => state.uptimeMs ?? TEN_MINUTES_MS,
    recycle: (reason) => reasons.push(reason),
    random: () => state.random ?? 0.5,
  });
  recycling.check();
  return reasons;
}

it.each([
  ['small and young in jobs', { answered: 10 }, []],
  ['too large', { memoryBytes: 1_001 }, ['memory']],
  ['through with its jobs', { answered: 201 }, ['jobs']],
  ['large, but up for less than ten minutes', { memoryBytes: 5_000, uptimeMs: TEN_MINUTES_MS - 1 }, []],
  ['not yet through, by the spread', { answered: 215, random: 1 }, []],
  ['through early, by the spread', { answered: 181, random: 0 }, ['jobs']],
])('a worker that is %s', (_, state, expected) => {
  expect(checked(state)).toEqual(expected);
});
