import { expect, it } from 'vitest';
import { createInFlight } from '../../src/workers/inFlight.js';

const never = () => new Promise<void>(() => undefined);

it('is done when the work is', async () => {
  const inFlight = createInFlight({ deadlineMs: 1_000, onDeadline: () => undefined });
  expect(await inFlight.run('q', () => Promise.resolve())).toBe('done');
  expect(inFlight.size).toBe(0);
});

it('tells once that a piece of work ran past its deadline', async () => {
  const late = await new Promise((resolve) => {
    void createInFlight({ deadlineMs: 1, onDeadline: resolve }).run('hung', never);
  });
  expect(late).toBe('hung');
});

it('hands back what is not done when the process stops', async () => {
  const inFlight = createInFlight({ deadlineMs: 10_000, onDeadline: () => undefined });
  const running = inFlight.run('q', never);
  inFlight.handBack();
  expect(await running).toBe('handed_back');
});

it('aborts the one that is cancelled and no other', async () => {
  const inFlight = createInFlight({ deadlineMs: 10_000, onDeadline: () => undefined });
  const signals: AbortSignal[] = [];
  const hold = (signal: AbortSignal) => {
    signals.push(signal);
    return never();
  };
  void inFlight.run('one', hold);
  void inFlight.run('two', hold);
  inFlight.cancel('two');
  inFlight.cancel('unknown');
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  inFlight.handBack();
});
