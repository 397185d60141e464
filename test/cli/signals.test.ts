import { afterEach, describe, expect, it, vi } from 'vitest';

import { onStopSignals } from '../../src/cli/signals.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is asked for when these signals come at these times (ms). */
function asked(...signals: ['SIGINT' | 'SIGTERM' | 'SIGHUP', number][]): string[] {
  const calls: string[] = [];
  const giveBack = onStopSignals(
    (signal) => calls.push(`stop (${signal})`),
    () => calls.push('at once'),
  );
  const clock = vi.spyOn(performance, 'now');
  for (const [signal, atMs] of signals) {
    clock.mockReturnValue(atMs);
    process.emit(signal, signal);
  }
  giveBack();
  return calls;
}

describe('a signal to stop', () => {
  it('is heard once when npm repeats it', () => {
    expect(asked(['SIGINT', 1_000], ['SIGINT', 1_003])).toEqual(['stop (SIGINT)']);
  });

  it('that comes again later ends the waiting', () => {
    expect(asked(['SIGINT', 1_000], ['SIGINT', 1_003], ['SIGINT', 2_000])).toEqual([
      'stop (SIGINT)',
      'at once',
    ]);
  });

  it('that another one follows ends the waiting, however soon', () => {
    expect(asked(['SIGHUP', 1_000], ['SIGTERM', 1_001])).toEqual(['stop (SIGHUP)', 'at once']);
  });

  it('is given back: nothing listens afterwards', () => {
    const before = process.listenerCount('SIGINT');
    onStopSignals(
      () => {},
      () => {},
    )();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
