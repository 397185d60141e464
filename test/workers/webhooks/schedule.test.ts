import { describe, expect, it } from 'vitest';
import { delayAfter, retryAfterMs, SCHEDULE } from '../../../src/workers/webhooks/schedule.js';

const at = (random: number) => ({ ...SCHEDULE, random: () => random });
const sumAt = (random: number) =>
  SCHEDULE.delaysMs.reduce((sum, _, index) => sum + delayAfter(at(random), index + 1, null)!, 0);

describe('the schedule', () => {
  it('grows threefold from five seconds to five hours', () => {
    expect(SCHEDULE.delaysMs.map((ms) => ms / 1_000)).toEqual([
      5, 15, 45, 135, 405, 1_215, 3_645, 10_935, 18_000, 18_000, 18_000,
    ]);
  });

  it('ends within a day, even where chance makes every delay its longest', () => {
    expect(sumAt(0.5) / 3_600_000).toBeCloseTo(19.6, 1);
    expect(sumAt(1)).toBeLessThan(24 * 3_600_000);
    expect(sumAt(0) / 3_600_000).toBeGreaterThan(15);
  });

  it('has no delay after its last attempt', () => {
    expect(delayAfter(SCHEDULE, 11, null)).not.toBeNull();
    expect(delayAfter(SCHEDULE, 12, null)).toBeNull();
    expect(delayAfter(SCHEDULE, 12, 60_000)).toBeNull();
  });

  it.each([
    ['longer than planned', 60_000, 60_000],
    ['shorter than planned', 1_000, 5_000],
    ['longer than anything', 90_000_000, 5 * 3_600_000],
  ])('waits as long as the receiver asks for, where that is %s', (_, asked, delay) => {
    expect(delayAfter(at(0.5), 1, asked)).toBe(delay);
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('2026-11-24T10:00:00Z');
  it.each([
    [undefined, null],
    ['120', 120_000],
    ['0', 0],
    ['Tue, 24 Nov 2026 10:02:00 GMT', 120_000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['-5', null],
    ['soon', null],
    ['1.5', null],
    ['99999999999', null],
    ['', null],
  ])('%s is %s', (header, ms) => {
    expect(retryAfterMs(header, nowMs)).toBe(ms);
  });
});
