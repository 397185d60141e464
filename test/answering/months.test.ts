import { describe, expect, it } from 'vitest';
import { inMonths } from '../../src/answering/spanish/months.js';

describe('months in words', () => {
  it.each([
    [[4], 'en abril'],
    [[3, 4], 'en marzo y abril'],
    [[3, 10], 'en marzo y en octubre'],
    [[8, 9, 10], 'entre agosto y octubre'],
    [[4, 5, 8, 9], 'en abril y mayo, y en agosto y septiembre'],
    [[1, 2, 3, 7, 8, 9], 'entre enero y marzo, y entre julio y septiembre'],
    [[1, 2, 12], 'entre diciembre y febrero'],
    [[1, 12], 'en diciembre y enero'],
    [[1, 4, 5, 6, 10, 11, 12], 'entre abril y junio, y entre octubre y enero'],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'todo el año'],
  ])('%j → %s', (months, written) => {
    expect(inMonths(months)).toBe(written);
  });
});
