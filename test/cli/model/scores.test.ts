import { describe, expect, it } from 'vitest';
import { calibrationError, score, wilson, type Judged } from '../../../src/cli/model/scores.js';
import { mcnemar } from '../../../src/cli/model/mcnemar.js';

const THRESHOLDS = { answer: 0.6, ask_back: 0.3 };

const judged = (...rows: [Judged['label'], Judged['given'], number, string?][]): Judged[] =>
  rows.map(([label, given, confidence, kind]) => ({
    label,
    given,
    confidence,
    ...(kind === undefined ? {} : { kind }),
  }));

describe('wilson', () => {
  // The interval of Wilson (1927) with z = 1.96.
  it.each([
    { right: 8, count: 10, interval: [0.4902, 0.9433] },
    { right: 0, count: 10, interval: [0, 0.2775] },
    { right: 10, count: 10, interval: [0.7225, 1] },
    { right: 950, count: 1000, interval: [0.9347, 0.9619] },
  ])('gives $interval for $right of $count', ({ right, count, interval: [low, high] }) => {
    const given = wilson(right, count);
    expect(given[0]).toBeCloseTo(low!, 4);
    expect(given[1]).toBeCloseTo(high!, 4);
  });
});

describe('mcnemar', () => {
  // 2 · P(X ≤ smaller) of a binomial with p = ½, worked out by fractions.
  it.each([
    { first: 0, second: 0, p: 1 },
    { first: 1, second: 0, p: 1 },
    { first: 5, second: 5, p: 1 },
    { first: 0, second: 5, p: 2 / 32 },
    { first: 1, second: 9, p: (2 * 11) / 1024 },
    { first: 9, second: 1, p: (2 * 11) / 1024 },
    { first: 2, second: 8, p: (2 * 56) / 1024 },
  ])('says $p of $first against $second', ({ first, second, p }) => {
    expect(mcnemar(first, second)).toBeCloseTo(p, 12);
  });

  it('still counts where ½ to the power of the questions is no number', () => {
    expect(mcnemar(2_000, 2_000)).toBe(1);
    // The normal approximation without continuity correction gives 0.0016.
    expect(mcnemar(1_900, 2_100)).toBeCloseTo(0.0016, 3);
  });
});

describe('the calibration error', () => {
  it.each([
    { rows: judged(['weather', 'weather', 1]), error: 0 },
    { rows: judged(['weather', 'smalltalk', 1]), error: 1 },
    { rows: judged(['weather', 'weather', 0.75], ['weather', 'smalltalk', 0.75]), error: 0.25 },
    // One bin too sure by 0.95, one too modest by 0.45: apart, not on balance.
    { rows: judged(['weather', 'smalltalk', 0.95], ['weather', 'weather', 0.55]), error: 0.7 },
  ])('is $error', ({ rows, error }) => {
    expect(calibrationError(rows)).toBeCloseTo(error, 10);
  });
});

describe('the figures of a file', () => {
  const scores = score(
    judged(
      ['weather', 'weather', 0.9, 'plain'],
      ['weather', 'weather', 0.5, 'typos'],
      ['weather', 'weather_forecast', 0.7, 'typos'],
      ['smalltalk', 'smalltalk', 0.2, 'plain'],
    ),
    THRESHOLDS,
  );

  it('are right over all and by kind', () => {
    expect(scores).toMatchObject({ questions: 4, accuracy: 0.75 });
    expect(scores.by_kind).toMatchObject({
      plain: { questions: 2, accuracy: 1 },
      typos: { questions: 2, accuracy: 0.5 },
    });
  });

  it('are right by label, also of a label that none should get', () => {
    expect(scores.by_label).toEqual({
      weather: { questions: 3, recall: 0.6667, precision: 1, f1: 0.8 },
      weather_forecast: { questions: 0, recall: null, precision: 0, f1: 0 },
      smalltalk: { questions: 1, recall: 1, precision: 1, f1: 1 },
    });
    // Over the two labels that the file has.
    expect(scores.macro_f1).toBe(0.9);
  });

  it('tell what the thresholds do', () => {
    expect(scores).toMatchObject({
      answered: 0.5,
      right_when_answered: 0.5,
      asked_back: 0.25,
      not_understood: 0.25,
    });
    const unsure = score(judged(['weather', 'weather', 0.4]), THRESHOLDS);
    expect(unsure).toMatchObject({ answered: 0, right_when_answered: null, asked_back: 1, by_kind: null });
  });
});
