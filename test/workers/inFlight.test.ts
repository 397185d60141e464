import { expect, it } from 'vitest';
import { createInFlight } from '../../src/workers/inFlight.js';

const never = () => new Promise<void>(() => undefined);

it('is done when the work is', async () => {
  const inFlight = createInFlight({ deadlineMs: 1_000, onDeadline: () => undefined });
  expect(await inFlight.run('q', () => Promise.resolve())).toBe('done');
  expect(inFlight.size).toBe(0);
});

it('tells of an answer that ran past the deadline, and not of one whose watch has ended', async () => {
  const late: string[] = [];
  await new Promise<void>((resolve) => {
    const inFlight = createInFlight({
      deadlineMs: 1,
      onDeadline: (id) => {
        late.push(id);
        resolve();
      },
    });
    inFlight.watch('answered')();
    inFlight.watch('hung');
  });
  expect(late).toEqual(['hung']);
});

it('cancels a question that runs twice here also when the first has ended', async () => {
  const inFlight = createInFlight({ deadlineMs: 10_000, onDeadline: () => undefined });
  let endFirst!: () => void;
  const first = inFlight.run('q', () => new Promise<void>((resolve) => (endFirst = resolve)));
  let second: AbortSignal | undefined;
  void inFlight.run('q', (signal) => {
    second = signal;
    return never();
  });
  endFirst();
  await first;
  inFlight.cancel('q');
  expect(second?.aborted).toBe(true);
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
