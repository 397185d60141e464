import { expect, it } from 'vitest';
import { createWriterSlots } from '../../../../src/workers/upstreams/languageModel/writerSlots.js';

const goesOn = new AbortController().signal;

it('lets no more write than there are slots, and the next in order when one is given back', async () => {
  const slots = createWriterSlots(1, 10_000);
  expect(await slots.take(goesOn)).toBe(true);
  const order: string[] = [];
  const second = slots.take(goesOn).then(() => order.push('second'));
  const third = slots.take(goesOn).then(() => order.push('third'));
  slots.giveBack();
  await second;
  slots.giveBack();
  await third;
  expect(order).toEqual(['second', 'third']);
});

it('says no to whoever waits too long, and gives the slot to those who still wait', async () => {
  const slots = createWriterSlots(1, 5);
  await slots.take(goesOn);
  expect(await slots.take(goesOn)).toBe(false);
  slots.giveBack();
  expect(await slots.take(goesOn)).toBe(true);
});

it('loses no slot to a question that is cancelled while it waits', async () => {
  const slots = createWriterSlots(1, 10_000);
  await slots.take(goesOn);
  const cancelled = new AbortController();
  const waiting = slots.take(cancelled.signal);
  cancelled.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
  slots.giveBack();
  expect(await slots.take(goesOn)).toBe(true);
});
