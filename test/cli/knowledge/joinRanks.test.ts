import { describe, expect, it } from 'vitest';
import { joinRanks } from '../../../src/cli/knowledge/joinRanks.js';
import { entryOf } from '../../answering/knowledge/entries.js';

const [roya, broca, riego] = [entryOf('roya'), entryOf('broca'), entryOf('riego')];

describe('joining rankings', () => {
  const ranked = (...of: (typeof roya)[]) => of.map((entry, index) => ({ entry, score: -index }));

  it.each([
    ['agreement', [ranked(roya, broca), ranked(roya, riego)], ['roya', 'broca', 'riego']],
    [
      'what both know before what one puts first',
      [ranked(roya, broca), ranked(riego, broca)],
      ['broca', 'roya', 'riego'],
    ],
    ['the first ranking where they are even', [ranked(roya, broca), ranked(broca, roya)], ['roya', 'broca']],
    ['one ranking alone', [ranked(riego, roya), []], ['riego', 'roya']],
    ['nothing', [[], []], []],
  ])('follows %s', (_, rankings, expected) => {
    expect(joinRanks(...rankings).map(({ id }) => id)).toEqual(expected);
  });
});
