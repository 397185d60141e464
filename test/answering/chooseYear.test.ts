import { describe, expect, it } from 'vitest';
import {
  chooseYear,
  chooseYearAmong,
  decidingOne,
  type ChosenYear,
} from '../../src/answering/eva/chooseYear.js';
import type { RelativeYear } from '../../src/answering/understanding/understood.js';
import { figures } from './answering.js';

function asked(years: number[], relative: RelativeYear | null = null) {
  return { years, relative };
}

describe('the year of an answer', () => {
  it.each<
    [string, string, string, ReturnType<typeof asked>, 'figure' | 'comparison', number, ChosenYear['reason']]
  >([
    ['none asked: the newest', 'cafe', '41', asked([]), 'figure', 2022, 'as_asked'],
    ['one that is there', 'cafe', '41', asked([2012]), 'figure', 2012, 'as_asked'],
    ['the last of several', 'cafe', '41', asked([2012, 2015]), 'figure', 2015, 'as_asked'],
    ['after the data', 'cafe', '41', asked([2025]), 'figure', 2022, 'outside'],
    ['before the data', 'cafe', '41', asked([1999]), 'figure', 2007, 'outside'],
    ['missing in the tables: nearest', 'yuca', '70', asked([2015]), 'figure', 2013, 'missing'],
    ['missing in the tables: the later of two', 'yuca', '70', asked([2016]), 'figure', 2019, 'missing'],
    ['half covered is a figure', 'maiz', '23', asked([2018]), 'figure', 2018, 'as_asked'],
    ['half covered is no comparison', 'maiz', '23', asked([2018]), 'comparison', 2019, 'unusable'],
    ['permanent crops compare in 2018', 'cafe', '41', asked([2018]), 'comparison', 2018, 'as_asked'],
    ['the newest by words', 'cafe', '41', asked([2022], 'last_year'), 'figure', 2022, 'newest'],
    ['counted back by words', 'cafe', '41', asked([2020], 'years_ago'), 'figure', 2020, 'counted_back'],
  ])('%s', (_, id, code, years, need, year, reason) => {
    expect(chooseYear(figures, id, code, years, need)).toMatchObject({ year, reason });
  });

  it('is none where the crop was never there', () => {
    expect(chooseYear(figures, 'cafe', '91', asked([]))).toBeUndefined();
  });

  it('of several is one that all have', () => {
    const both = [
      { id: 'banano', placeCode: '05' },
      { id: 'bananito', placeCode: '05' },
    ];
    expect(chooseYearAmong(figures, both, asked([]), 'comparison')?.year).toBe(2018);
  });

  it.each([
    ['missing in the tables', 'yuca', ['platano', 'yuca'], '05', asked([2016])],
    ['no newer year of both', 'guanabana', ['maranon', 'guanabana'], '99', asked([])],
    ['half covered', 'maiz', ['cafe', 'maiz'], '41', asked([2018])],
  ] as const)('is explained by the crop that decides it: %s', (_, decides, ids, placeCode, years) => {
    const [one, other] = ids.map((id) => ({ id, placeCode }));
    if (one === undefined || other === undefined) throw new Error('two crops');
    const all = [one, other] as const;
    const chosen = chooseYearAmong(figures, all, years, 'comparison');
    expect(chosen && decidingOne(figures, [one, other], chosen).id).toBe(decides);
    expect(chosen && decidingOne(figures, [other, one], chosen).id).toBe(decides);
  });
});
