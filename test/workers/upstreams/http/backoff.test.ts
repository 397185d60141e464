import { describe, expect, it } from 'vitest';
import { nextPause, retryAfterMs } from '../../../../src/workers/upstreams/http/backoff.js';

describe('the pause before the next attempt', () => {
  const pace = { firstMs: 200, longestMs: 2_000 };

  it.each([
    [200, 0, 200],
    [200, 0.5, 400],
    [200, 1, 600],
    [600, 1, 1_800],
    [1_800, 0, 200],
    [1_800, 1, 2_000],
  ])('after %i ms lies from the first to three times that (chance %d: %i)', (last, random, expected) => {
    expect(nextPause(last, pace, random)).toBe(expected);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');

  it.each<[string, string | string[] | undefined, number | null]>([
    ['seconds', '120', 120_000],
    ['nought', '0', 0],
    ['a date', 'Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
    ['a date gone by', 'Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['several headers', ['5', '9'], 5_000],
    ['nothing', undefined, null],
    ['nonsense', 'soon', null],
  ])('of %s', (_, header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
