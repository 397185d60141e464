import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { createIntake } from '../../src/workers/intake.js';
import { createPersistentWrites } from '../../src/workers/persistentWrites.js';

function create(signal = new AbortController().signal) {
  const pause = vi.fn();
  const resume = vi.fn();
  const log = pino({ level: 'silent' });
  const intake = createIntake({ log, pause, resume });
  return {
    persist: createPersistentWrites({ log, intake, signal }),
    pause,
    resume,
  };
}

const full = new Error("OOM command not allowed when used memory > 'maxmemory'");

it('writes through without pausing when Redis takes it', async () => {
  const { persist, pause } = create();
  expect(await persist('w', () => Promise.resolve('ok'))).toBe('ok');
  expect(pause).not.toHaveBeenCalled();
});

it('tries again while Redis is full, taking nothing new meanwhile', async () => {
  const { persist, pause, resume } = create();
  const write = vi.fn().mockRejectedValueOnce(full).mockRejectedValueOnce(full).mockResolvedValue('ok');
  expect(await persist('w', write)).toBe('ok');
  expect(write).toHaveBeenCalledTimes(3);
  expect(pause).toHaveBeenCalledTimes(1);
  expect(resume).toHaveBeenCalledTimes(1);
});

it('does not try again what is wrong in itself', async () => {
  const { persist } = create();
  const write = vi.fn().mockRejectedValue(new Error('ERR wrong number of arguments'));
  await expect(persist('w', write)).rejects.toThrow('wrong number');
  expect(write).toHaveBeenCalledTimes(1);
});

it('gives up when the process stops', async () => {
  const stop = new AbortController();
  const { persist, pause, resume } = create(stop.signal);
  pause.mockImplementation(() => stop.abort(new Error('stopping')));
  await expect(persist('w', () => Promise.reject(full))).rejects.toThrow();
  expect(resume).toHaveBeenCalledTimes(1);
});
