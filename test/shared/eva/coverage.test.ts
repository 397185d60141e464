import { describe, expect, it } from 'vitest';
import { FLAG } from '../../../src/shared/eva/columns.js';
import { coverageOf, firstBreakBetween } from '../../../src/shared/eva/coverage.js';
import type { Crop } from '../../../src/shared/eva/crops.js';
import type { ManifestYear } from '../../../src/shared/eva/manifest.js';

const { halfA, halfB, wholeYear, impossibleYield } = FLAG;
const year = (number: number, halves: ManifestYear['halves'] = 'AB'): ManifestYear => ({
  year: number,
  halves,
  wholeYear: number !== 2006,
  rows: 1,
});

describe('what a year covers of a crop', () => {
  it.each<[string, Crop['cycle'], ManifestYear | undefined, number, object]>([
    ['both half-years', 'short', year(2017), halfA | halfB, { coverage: 'full', yieldUsable: true }],
    [
      'a year with only B, short',
      'short',
      year(2006, 'B'),
      halfB,
      { coverage: 'half', yieldUsable: true, half: 'B' },
    ],
    [
      'a year with only A, short, 2018',
      'short',
      year(2018, 'A'),
      halfA,
      { coverage: 'half', yieldUsable: false, half: 'A' },
    ],
    ['2018, annual', 'annual', year(2018, 'A'), wholeYear, { coverage: 'full', yieldUsable: false }],
    ['2018, permanent', 'permanent', year(2018, 'A'), wholeYear, { coverage: 'full', yieldUsable: true }],
    [
      '2018, short with a few whole-year rows',
      'short',
      year(2018, 'A'),
      halfA | wholeYear,
      { coverage: 'half', yieldUsable: false, half: 'A' },
    ],
    [
      '2018, annual with a few A rows',
      'annual',
      year(2018, 'A'),
      halfA | wholeYear,
      { coverage: 'full', yieldUsable: false },
    ],
    [
      '2006, annual with B rows only',
      'annual',
      year(2006, 'B'),
      halfB,
      { coverage: 'half', yieldUsable: true, half: 'B' },
    ],
    ['one half sown in a whole year', 'short', year(2020), halfA, { coverage: 'full', yieldUsable: true }],
    ['no rows', 'permanent', year(2006, 'B'), 0, { coverage: 'none', yieldUsable: false }],
    [
      'a year outside the tables',
      'permanent',
      undefined,
      wholeYear,
      { coverage: 'none', yieldUsable: false },
    ],
    [
      'an odd row among others',
      'permanent',
      year(2020),
      wholeYear | impossibleYield,
      { coverage: 'full', yieldUsable: true },
    ],
  ])('%s', (_, cycle, facts, flags, expected) => {
    expect(coverageOf(cycle, facts, flags)).toEqual(expected);
  });
});

describe('breaks between two years', () => {
  const crop = {
    breaks: [
      { year: 2021, why: 'later' },
      { year: 2019, why: 'earlier' },
    ],
  } as Crop;
  const product = { id: 'p', name: 'P', breaks: [{ year: 2015, why: 'own' }] };

  it.each([
    ['over it', 2018, 2019, undefined, 'earlier'],
    ['backwards', 2019, 2018, undefined, 'earlier'],
    ['over two: the first', 2010, 2022, undefined, 'earlier'],
    ['from its own year on: none', 2019, 2020, undefined, undefined],
    ['up to the year before: none', 2010, 2018, undefined, undefined],
    ['one year: none', 2019, 2019, undefined, undefined],
    ["a product's own", 2014, 2016, product, 'own'],
    ["a product carries its crop's", 2020, 2021, product, 'later'],
  ])('%s', (_, a, b, of, why) => {
    expect(firstBreakBetween(crop, of, a, b)?.why).toBe(why);
  });
});
