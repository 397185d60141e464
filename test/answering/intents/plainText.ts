import { expect } from 'vitest';
import { neverSaid } from '../../../src/answering/neverSaid.js';
import type { Answered } from '../../../src/answering/query.js';
import { answerDataSchema } from '../../../src/shared/contract/answer.js';
import { SHORT_ANSWER_MAX_CHARACTERS } from '../../../src/shared/contract/limits.js';
import { isRoundedFrom, numbersIn, numbersOf } from '../numbersIn.js';

const CLUMSY =
  /\bde el (?![A-ZÁÉÍÓÚ])|\ba el (?![A-ZÁÉÍÓÚ])| {2}|undefined|null|NaN|\(\)|\.\.|,,| ,|\ben en\b|\bde de\b|según según/;

/** "menos del 0,01 %" and "más del 99,9 %" are as near as a share is told. */
const BOUNDS = [0.01, 99.9];

/** What holds of every answer, whatever it says: a short form that fits, nothing that is never said, clean sentences. */
export function expectPlain(question: string, { text, short, data }: Answered): void {
  expect(short.length, `${question} → ${short}`).toBeLessThanOrEqual(SHORT_ANSWER_MAX_CHARACTERS);
  expect([...neverSaid(text), ...neverSaid(short)], `${question} → ${text}`).toEqual([]);
  expect(`${text} ${short}`, question).not.toMatch(CLUMSY);
  expect(text, question).toMatch(/[.?!]$/);
  if (data !== null) expect(answerDataSchema.safeParse(data).error, question).toBeUndefined();
}

/** Every number that the text or the short form says is one of the data, a share of them in percent, or in the notes. */
export function expectSayable(question: string, { text, short, data, notes = [] }: Answered): void {
  const figures = numbersOf(data);
  const percents = figures.filter((one) => one < 100).flatMap((one) => [one * 100, (one - 1) * 100]);
  const told = notes.flatMap((note) => (note.match(/\d+(\.\d+)?/g) ?? []).map(Number));
  const strange = [...numbersIn(text), ...numbersIn(short)].filter(
    (number) => !isRoundedFrom(number, [...figures, ...percents, ...told, ...BOUNDS]),
  );
  expect(
    strange.map(({ written }) => written),
    `${question} → ${text}`,
  ).toEqual([]);
}
