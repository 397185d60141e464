import { expect, it } from 'vitest';
import { weightedMedian } from '../../../src/shared/eva/medianYield.js';

const yields = (...pairs: [yieldTHa: number, areaHarvestedHa: number][]) =>
  pairs.map(([yieldTHa, areaHarvestedHa]) => ({ yieldTHa, areaHarvestedHa }));

it.each([
  ['weighs by area, not by places', yields([1, 1], [2, 1], [9, 10]), 9],
  ['sorts before it counts', yields([9, 1], [1, 3], [2, 3]), 2],
  ['is the lower one at exactly half', yields([1, 5], [2, 5]), 1],
  ['leaves out places without area', yields([50, 0], [2, 1]), 2],
  ['is nothing without area', yields([50, 0]), undefined],
  ['is nothing without places', [], undefined],
])('the weighted median %s', (_, input, expected) => {
  expect(weightedMedian(input)).toBe(expected);
});
