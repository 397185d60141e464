import type { Reply } from '../answering/ports.js';
import type { Result } from '../shared/contract/question.js';

export type Timings = Result['timings_ms'];

/** What is stored and sent of an answer: all but how it came about and what the conversation remembers. */
export function resultOf(
  { explanation: _explanation, remember: _remember, ...answered }: Reply,
  by: Pick<Result, 'model' | 'dataset'>,
  timings: Timings,
): Result {
  const { queue, inference, answer, total } = timings;
  const timings_ms = {
    queue: tenth(queue),
    inference: tenth(inference),
    answer: tenth(answer),
    total: tenth(total),
  };
  return { ...answered, ...by, timings_ms };
}

function tenth(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
