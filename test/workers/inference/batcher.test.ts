import { describe, expect, it } from 'vitest';
import { createBatcher } from '../../../src/workers/inference/batcher.js';

/** A batcher whose batches end when the test says so. */
function controlled({ slots = 2, maxBatch = 4 } = {}) {
  const batches: { items: number[]; end(): void; fail(error: Error): void }[] = [];
  const batcher = createBatcher<number, string>({
    slots,
    maxBatch,
    run: (items) =>
      new Promise((resolve, reject) => {
        batches.push({ items, end: () => resolve(items.map((item) => `r${item}`)), fail: reject });
      }),
  });
  return { batcher, batches, sizes: () => batches.map(({ items }) => items.length) };
}

describe('the micro-batcher', () => {
  it('sends a lone question at once and alone', () => {
    const { batcher, batches } = controlled();
    void batcher.submit(1);
    expect(batches.map(({ items }) => items)).toEqual([[1]]);
  });

  it('gathers what comes while all slots are taken and shares it between the slots', async () => {
    const { batcher, batches, sizes } = controlled({ slots: 2, maxBatch: 4 });
    const results = [1, 2, 3, 4, 5, 6].map((item) => batcher.submit(item));
    expect(sizes()).toEqual([1, 1]);
    batches[0]!.end();
    await results[0];
    expect(sizes()).toEqual([1, 1, 2]);
  });

  it('never sends more than the largest batch', async () => {
    const { batcher, batches, sizes } = controlled({ slots: 1, maxBatch: 4 });
    const results = Array.from({ length: 10 }, (_, item) => batcher.submit(item));
    batches[0]!.end();
    await results[0];
    expect(sizes()).toEqual([1, 4]);
  });

  it('gives each item its own result', async () => {
    const { batcher, batches } = controlled({ slots: 1 });
    const results = [1, 2, 3].map((item) => batcher.submit(item));
    batches[0]!.end();
    await results[0];
    batches[1]!.end();
    expect(await Promise.all(results)).toEqual(['r1', 'r2', 'r3']);
  });

  it('fails only the item that cannot be read, not its batch-mates', async () => {
    const batcher = createBatcher<number, string>({
      slots: 1,
      maxBatch: 4,
      run: async (items) => {
        if (items.includes(3)) throw new Error('broken');
        return items.map((item) => `r${item}`);
      },
    });
    const results = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.submit(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('takes out an item that is cancelled while it waits, but not one that runs', async () => {
    const { batcher, batches } = controlled({ slots: 1 });
    const cancel = new AbortController();
    const running = batcher.submit(1, cancel.signal);
    const waiting = batcher.submit(2, cancel.signal);
    const other = batcher.submit(3);
    cancel.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    batches[0]!.end();
    expect(await running).toBe('r1');
    batches[1]!.end();
    expect(await other).toBe('r3');
    expect(batches[1]!.items).toEqual([3]);
  });

  it('is idle only when nothing waits and nothing runs', async () => {
    const { batcher, batches } = controlled({ slots: 1 });
    const results = [batcher.submit(1), batcher.submit(2)];
    let idle = false;
    const becameIdle = batcher.idle().then(() => (idle = true));
    batches[0]!.end();
    await results[0];
    expect(idle).toBe(false);
    batches[1]!.end();
    await becameIdle;
  });
});
