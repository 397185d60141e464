import { describe, expect, it } from 'vitest';
import type { AnsweredQuestion } from '../../../src/cli/model/finishedQuestions.js';
import { reasonFor, reviewFile, reviewLines } from '../../../src/cli/model/reviewLines.js';

const question = (id: string, text = '¿llueve?', more: Partial<AnsweredQuestion> = {}): AnsweredQuestion => ({
  id,
  text,
  intent: { name: 'weather', confidence: 0.5 },
  askedBack: false,
  ...more,
});

describe('a question is reviewed', () => {
  const criteria = { ratedDown: new Set(['q_1']), below: 0.5 };
  const sure = { name: 'weather', confidence: 0.5 } as const;
  const unsure = { name: 'weather', confidence: 0.49 } as const;

  it.each([
    { of: question('q_1', '', { intent: unsure, askedBack: true }), why: 'feedback' },
    { of: question('q_2', '', { intent: sure, askedBack: true }), why: 'asked_back' },
    { of: question('q_2', '', { intent: unsure }), why: 'low_confidence' },
    { of: question('q_2', '', { intent: sure }), why: undefined },
  ])('because of: $why', ({ of, why }) => {
    expect(reasonFor(of, criteria)).toBe(why);
  });
});

describe('the lines of a review', () => {
  it('show the most telling first, the newest of each first, at most as many as wanted', () => {
    const candidates = [
      { question: question('q_1', 'uno'), why: 'low_confidence' as const },
      { question: question('q_4', 'cuatro'), why: 'low_confidence' as const },
      { question: question('q_2', 'dos'), why: 'asked_back' as const },
      { question: question('q_3', 'tres'), why: 'feedback' as const },
    ];
    expect(reviewLines(candidates, 3).map((line) => line.question)).toEqual(['tres', 'dos', 'cuatro']);
  });

  it('hold what folds alike once, also what only the masked part told apart', () => {
    const texts = ['¿LLUEVE mañana?', 'llueve manana', 'me llamo Ana. ¿Riego?', 'Me llamo Luis, riego'];
    const candidates = texts.map((text, index) => ({
      question: question(`q_${9 - index}`, text),
      why: 'low_confidence' as const,
    }));
    expect(reviewLines(candidates, 10).map((line) => line.question)).toEqual([
      '¿LLUEVE mañana?',
      'me llamo [nombre]. ¿Riego?',
    ]);
  });

  it('leave out what says nothing once it is masked', () => {
    const candidates = ['3104567890', '???', '@pedro'].map((text, index) => ({
      question: question(`q_${index}`, text),
      why: 'low_confidence' as const,
    }));
    expect(reviewLines(candidates, 10)).toEqual([]);
  });

  it('keep no tab, line end, slot mark or formula of a spreadsheet', () => {
    const candidates = [
      { question: question('q_1', '=SUM(A1)\tllueve\r\nen {crop}\u001b[2J'), why: 'feedback' as const },
    ];
    expect(reviewLines(candidates, 10)[0]!.question).toBe('SUM(A1) llueve en crop [2J');
  });
});

describe('the file of a review', () => {
  it('is what the training reads, with groups that no other review has', () => {
    const line = { label: 'weather', question: '¿llueve?', confidence: 0.4321, why: 'feedback' as const };
    expect(reviewFile([line, { ...line, question: 'riego' }], new Date('2026-11-23T14:05:09.123Z'))).toBe(
      'label\tquestion\tgroup\tsource\tconfidence\twhy\n' +
        'weather\t¿llueve?\treviewed-20261123-140509-1\treviewed\t0.432\tfeedback\n' +
        'weather\triego\treviewed-20261123-140509-2\treviewed\t0.432\tfeedback\n',
    );
  });
});
