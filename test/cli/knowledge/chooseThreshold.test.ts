import { describe, expect, it } from 'vitest';
import { chooseThreshold } from '../../../src/cli/knowledge/chooseThreshold.js';

const right = (...surenesses: number[]) => surenesses.map((sureness) => ({ sureness, isRight: true }));
const wrong = (...surenesses: number[]) => surenesses.map((sureness) => ({ sureness, isRight: false }));

describe('the sureness from which an entry answers', () => {
  it.each([
    ['the lowest right one where nothing is wrong', right(0.9, 0.5, 0.7), 0.5],
    ['above the wrong ones where they are the lowest', [...right(0.9, 0.7), ...wrong(0.4, 0.3)], 0.7],
    ['above a wrong one that one right one does not outweigh', [...right(0.9, 0.5), ...wrong(0.6)], 0.9],
    ['below a wrong one that two right ones outweigh', [...right(0.9, 0.5, 0.4), ...wrong(0.6)], 0.4],
    ['the higher one where both are worth the same', [...right(0.9, 0.5, 0.4, 0.3), ...wrong(0.6, 0.6)], 0.9],
    ['out of reach where answering never pays', wrong(0.9, 4.99), 10],
    ['out of reach where nothing was asked', [], 10],
    ['rounded down, so that the question it was chosen on still passes', right(0.67891), 0.678],
    ['of the equally sure all or none', [...right(0.8, 0.6), ...wrong(0.6)], 0.8],
  ])('lies %s', (_, found, threshold) => {
    expect(chooseThreshold(found)).toBe(threshold);
  });

  it('does not depend on the order of the questions', () => {
    const found = [...right(0.9, 0.5, 0.4), ...wrong(0.6, 0.2)];
    expect(chooseThreshold([...found].reverse())).toBe(chooseThreshold(found));
  });
});
