import { expect, it } from 'vitest';
import { createSoloGate } from '../../src/workers/soloGate.js';

/** Lets everything that is ready to run do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('lets jobs in side by side', async () => {
  const gate = createSoloGate();
  await gate.enter();
  await gate.enter();
});

it('runs a solo only after all others have left, and lets nobody in meanwhile', async () => {
  const gate = createSoloGate();
  const log: string[] = [];
  const leave = await gate.enter();
  let endSolo!: () => void;
  const solo = gate.alone(async () => {
    log.push('solo');
    await new Promise<void>((resolve) => (endSolo = resolve));
  });
  const late = gate.enter().then(() => log.push('late'));
  await settle();
  expect(log).toEqual([]);
  leave();
  await settle();
  expect(log).toEqual(['solo']);
  endSolo();
  await Promise.all([solo, late]);
  expect(log).toEqual(['solo', 'late']);
});

it('runs solos one after the other', async () => {
  const gate = createSoloGate();
  let running = 0;
  let most = 0;
  const solo = () =>
    gate.alone(async () => {
      most = Math.max(most, ++running);
      await settle();
      running--;
    });
  await Promise.all([solo(), solo(), solo()]);
  expect(most).toBe(1);
});

it('opens again after a solo that failed', async () => {
  const gate = createSoloGate();
  await expect(gate.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  (await gate.enter())();
});

it('counts a job that leaves twice once', async () => {
  const gate = createSoloGate();
  const leave = await gate.enter();
  const stay = await gate.enter();
  leave();
  leave();
  let ran = false;
  const solo = gate.alone(async () => {
    ran = true;
  });
  await settle();
  expect(ran).toBe(false);
  stay();
  await solo;
});
