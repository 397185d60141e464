import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIntake } from '../../src/workers/intake.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function create() {
  const pause = vi.fn();
  const resume = vi.fn();
  return { intake: createIntake({ log: pino({ level: 'silent' }), pause, resume }), pause, resume };
}

it('resumes when the last who held it lets go', () => {
  const { intake, pause, resume } = create();
  const [first, second] = [intake.hold(), intake.hold()];
  first();
  first();
  expect(resume).not.toHaveBeenCalled();
  second();
  expect(pause).toHaveBeenCalledTimes(1);
  expect(resume).toHaveBeenCalledTimes(1);
});

it('pauses once for a thousand refusals of a full Redis, and then looks again', () => {
  const { intake, pause, resume } = create();
  const full = new Error("OOM command not allowed when used memory > 'maxmemory'");
  for (let refusal = 0; refusal < 1_000; refusal++) intake.onError(full);
  expect(pause).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(resume).toHaveBeenCalledTimes(1);
});

it('stays closed, whoever lets go', () => {
  const { intake, resume } = create();
  const letGo = intake.hold();
  intake.close();
  letGo();
  expect(intake.isClosed()).toBe(true);
  expect(resume).not.toHaveBeenCalled();
});
