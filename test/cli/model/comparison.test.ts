import { describe, expect, it } from 'vitest';
import { comparisonText } from '../../../src/cli/model/compare.js';
import { compareReadings } from '../../../src/cli/model/comparison.js';
import type { Given } from '../../../src/cli/model/modelFolder.js';

const LABELLED = [
  { question: '¿llueve?', label: 'weather' },
  { question: '¿lloverá?', label: 'weather_forecast' },
  { question: 'hola', label: 'smalltalk' },
  { question: '¿riego hoy?', label: 'irrigation_advice' },
  { question: '¿siembro hoy?', label: 'weather_sowing_advice' },
] as const;

const given = (...names: Given['given'][]): Given[] =>
  names.map((name) => ({ given: name, confidence: 0.8 }));

const FIRST = given('weather', 'weather', 'out_of_scope', 'theoretical', 'weather_sowing_advice');
const SECOND = given('weather', 'weather_forecast', 'smalltalk', 'weather', 'crop_timing');

describe('two models on the same questions', () => {
  it('are told apart by what got worse, better, or wrong in another way', () => {
    const { changed, labelled } = compareReadings(LABELLED, FIRST, SECOND);
    expect(changed.map(({ question, change }) => `${question} ${change}`)).toEqual([
      '¿siembro hoy? worse',
      '¿lloverá? better',
      'hola better',
      '¿riego hoy? both_wrong',
    ]);
    expect(labelled).toMatchObject({
      first: { accuracy: 0.4 },
      second: { accuracy: 0.6 },
      better: 2,
      worse: 1,
      both_wrong: 1,
      p_value: 1,
    });
  });

  it('differ without a verdict where nobody knows the right labels', () => {
    const rows = LABELLED.map(({ question }) => ({ question, label: null }));
    const { changed, labelled } = compareReadings(rows, FIRST, SECOND);
    expect(labelled).toBeNull();
    expect(changed.map(({ change }) => change)).toEqual(['changed', 'changed', 'changed', 'changed']);
  });

  it('are told in words, with as many of the changes as are wanted', () => {
    const comparison = compareReadings(LABELLED, FIRST, SECOND);
    const text = (changed: number) =>
      comparisonText(['old', 'new'], 'q.tsv', {
        ...comparison,
        changed: comparison.changed.slice(0, changed),
        changed_in_all: 4,
      });
    expect(text(1)).toContain('A: old\nB: new\non 5 questions of q.tsv');
    expect(text(1)).toContain('B is better on 2, worse on 1, wrong in another way on 1.');
    expect(text(1)).toContain(
      'McNemar’s exact test: p = 1.0000; chance alone would often give such a difference.',
    );
    expect(text(1)).toMatch(
      /4 changed; 1 of them:\nB is +right +A +B +question\nworse +weather_sowing_advice/,
    );
    expect(text(0)).toMatch(/\n4 changed$/);
  });
});
