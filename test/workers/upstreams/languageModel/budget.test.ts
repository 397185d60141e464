import { describe, expect, it } from 'vitest';
import { createLocalBudget } from '../../../../src/workers/upstreams/languageModel/budget.js';

const NOON = Date.parse('2026-11-24T17:00:00Z');

describe('the budget of one process', () => {
  it('refuses what would pass the day’s limit and gives back what was not used', async () => {
    const budget = createLocalBudget(1_000, () => NOON);
    const first = await budget.reserve(600);
    expect(await budget.reserve(600)).toBeNull();
    await first!.settle(100);
    expect(await budget.reserve(600)).not.toBeNull();
  });

  it('counts more than was reserved', async () => {
    const budget = createLocalBudget(1_000, () => NOON);
    await (await budget.reserve(100))!.settle(950);
    expect(await budget.reserve(100)).toBeNull();
  });

  it('settles a reservation once', async () => {
    const budget = createLocalBudget(1_000, () => NOON);
    const reservation = await budget.reserve(900);
    await reservation!.settle(0);
    await reservation!.settle(-5_000);
    expect(await budget.reserve(1_001)).toBeNull();
  });

  it('begins anew at midnight in Colombia', async () => {
    let now = Date.parse('2026-11-25T04:59:59Z');
    const budget = createLocalBudget(1_000, () => now);
    const late = await budget.reserve(1_000);
    expect(await budget.reserve(1)).toBeNull();
    now = Date.parse('2026-11-25T05:00:00Z');
    expect(await budget.reserve(1_000)).not.toBeNull();
    // What belongs to yesterday does not change today.
    await late!.settle(0);
    expect(await budget.reserve(1)).toBeNull();
  });

  it('has no limit where that is 0', async () => {
    expect(await createLocalBudget(0, () => NOON).reserve(10 ** 9)).not.toBeNull();
  });
});
