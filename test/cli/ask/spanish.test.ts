import { describe, expect, it } from 'vitest';
import { answerRows } from '../../../src/cli/ask/answerRows.js';
import type { AnswerRow } from '../../../src/cli/ask/answerFile.js';
import { answerText } from '../../../src/cli/ask/spanish.js';
import type { CompletedQuestion } from '../../../src/client/index.js';
import { completedQuestion, questionId } from '../../stand-ins/questions.js';

const URL = 'https://www.fao.org/x';
const withSources = (...sources: CompletedQuestion['sources']): CompletedQuestion => ({
  ...completedQuestion(questionId(1), 'Es un hongo.'),
  sources,
});

/** The source as a person reads it, and as it stands in the file of answers. */
const CASES: [string, CompletedQuestion['sources'][number], shown: string, row: string][] = [
  [
    'with years and address',
    { title: 'EVA', publisher: 'UPRA', period: '2020', url: URL },
    `Fuente: EVA, UPRA, 2020\n        ${URL}`,
    `EVA 2020 ${URL}`,
  ],
  [
    'without years',
    { title: 'Manual', publisher: 'FAO', url: URL },
    `Fuente: Manual, FAO\n        ${URL}`,
    `Manual ${URL}`,
  ],
  [
    'without an address',
    { title: 'EVA', publisher: 'UPRA', period: '2020' },
    'Fuente: EVA, UPRA, 2020',
    'EVA 2020',
  ],
  [
    'with neither',
    { title: 'Roya del café', publisher: 'Cenicafé' },
    'Fuente: Roya del café, Cenicafé',
    'Roya del café',
  ],
];

describe('the source of an answer', () => {
  it.each(CASES)('is printed %s', (_, source, shown) => {
    expect(answerText(withSources(source))).toBe(`Es un hongo.\n\n${shown}`);
  });

  it.each(CASES)('is a cell of the file of answers %s', async (_, source, __, cell) => {
    const rows: AnswerRow[] = [];
    await answerRows([{ number: 1, question: '¿Qué es?' }], {
      asker: async () => withSources(source),
      common: {},
      inFlight: 1,
      signal: new AbortController().signal,
      write: (row) => rows.push(row),
    });
    expect(rows).toMatchObject([{ fila: 1, estado: 'respondida', fuente: cell }]);
  });

  it('stands beside the others, a line each', () => {
    expect(answerText(withSources(CASES[0]![1], CASES[3]![1]))).toBe(
      `Es un hongo.\n\n${CASES[0]![2]}\n${CASES[3]![2]}`,
    );
  });
});
