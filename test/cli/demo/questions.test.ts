import { describe, expect, it } from 'vitest';
import { demoQuestions } from '../../../src/cli/demo/questions.js';
import { askRequestSchema } from '../../../src/shared/contract/question.js';

describe('demoQuestions', () => {
  it.each([20, 200, 10_000])('makes %i different questions that the API takes', (count) => {
    const questions = demoQuestions(count);
    expect(new Set(questions).size).toBe(count);
    for (const question of questions)
      expect(askRequestSchema.safeParse({ question }).success, question).toBe(true);
  });

  it('varies places, crops and ways to ask from the first twenty on', () => {
    const questions = demoQuestions(20).join('\n');
    for (const word of ['Cuánto', 'Qué departamento', 'hectáreas', 'recomienda', 'conviene', 'rinde más']) {
      expect(questions).toContain(word);
    }
  });

  it('makes the same ones every time', () => {
    expect(demoQuestions(50)).toEqual(demoQuestions(200).slice(0, 50));
  });
});
