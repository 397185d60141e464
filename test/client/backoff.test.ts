import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { backoffMs, parseRetryAfterMs, pause } from '../../src/client/backoff.js';

describe('backoffMs', () => {
  it.each([
    { failures: 1, chance: 0, ms: 100 },
    { failures: 1, chance: 1, ms: 200 },
    { failures: 2, chance: 0, ms: 200 },
    { failures: 4, chance: 0.5, ms: 1_200 },
    { failures: 30, chance: 0, ms: 7_500 },
    { failures: 2_000, chance: 1, ms: 15_000 },
  ])('waits $ms ms after failure $failures in a row with chance at $chance', ({ failures, chance, ms }) => {
    expect(backoffMs(failures, 200, () => chance)).toBe(ms);
  });
});

describe('parseRetryAfterMs', () => {
  const NOW_MS = Date.parse('2026-11-23T10:00:00Z');
  it.each([
    { header: null, ms: null },
    { header: '0', ms: 0 },
    { header: '7', ms: 7_000 },
    { header: 'Mon, 23 Nov 2026 10:00:05 GMT', ms: 5_000 },
    { header: 'Mon, 23 Nov 2026 09:59:00 GMT', ms: 0 },
    { header: 'soon', ms: null },
    { header: '', ms: null },
  ])('reads $header as $ms', ({ header, ms }) => {
    expect(parseRetryAfterMs(header, NOW_MS)).toBe(ms);
  });
});

describe('pause', () => {
  it('ends at once, with the reason, when it is aborted', async () => {
    const stop = new AbortController();
    const pausing = pause(60_000, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(pausing).rejects.toThrow('stopped');
    await expect(pause(60_000, stop.signal)).rejects.toThrow('stopped');
  });

  it('leaves no listener on a signal that many calls share', async () => {
    const { signal } = new AbortController();
    const pauses = Array.from({ length: 20 }, () => pause(1, signal));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    await Promise.all(pauses);
  });
});
