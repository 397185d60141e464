import { expect, it } from 'vitest';
import { newConversationId, newQuestionId, questionIdTimeMs } from '../../../src/shared/questions/ids.js';

it('never makes an id twice, and question ids sort by time', () => {
  const ids = Array.from({ length: 5_000 }, newQuestionId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(Array.from({ length: 5_000 }, newConversationId)).size).toBe(5_000);
});

it('tells when a question id was made', () => {
  const before = Date.now();
  const made = questionIdTimeMs(newQuestionId())!;
  expect(made).toBeGreaterThanOrEqual(before);
  expect(made).toBeLessThanOrEqual(Date.now());
});

it.each([
  'q_',
  'q_not-an-id',
  'c_0123456789abcdef0123456789abcdef',
  'q_01a20a54-4320-453c-b0d5-ca6fa8321363',
])('knows no time of %s, which is no question id', (id) => {
  expect(questionIdTimeMs(id)).toBeUndefined();
});
