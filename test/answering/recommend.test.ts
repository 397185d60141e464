import { describe, expect, it } from 'vitest';
import { recommend } from '../../src/answering/eva/recommend.js';
import type { CropTotal, Figures } from '../../src/shared/eva/figures.js';

interface Grown {
  areaHa: number;
  /** Yield against the rest of the country, whose yield is 1 t/ha on a million hectares. */
  relative: number;
  years?: number[];
  residual?: boolean;
}

const REST = { areaHarvestedHa: 1e6, productionT: 1e6 };

/** A place by what it harvests a year; the pooled sums are three times that. */
function placeWith(grown: Record<string, Grown>): Figures {
  const totals = Object.entries(grown).map(([id, one]): CropTotal => {
    const areaHarvestedHa = one.areaHa * 3;
    return {
      id,
      name: id,
      crop: { residual: one.residual ?? false } as CropTotal['crop'],
      areaSownHa: areaHarvestedHa,
      areaHarvestedHa,
      productionT: areaHarvestedHa * one.relative,
      yieldTHa: one.relative,
      rows: 3,
      yearsHarvested: one.years ?? [2020, 2021, 2022],
    };
  });
  const national = totals.map((total) => ({
    ...total,
    areaHarvestedHa: total.areaHarvestedHa + REST.areaHarvestedHa,
    productionT: total.productionT + REST.productionT,
  }));
  return {
    years: { first: 2006, newest: 2022 },
    byCrop: (code: string) => (code === 'CO' ? national : totals),
  } as unknown as Figures;
}

function recommended(grown: Record<string, Grown>, level = 'department') {
  return recommend(placeWith(grown), {
    code: level === 'department' ? '15' : '15001',
    level,
  }).recommended.map(({ total, kind }) => `${total.id} ${kind}`);
}

describe('a recommendation', () => {
  it('takes the three largest that yield at least 95 % of the rest, then two smaller that yield 10 % more', () => {
    expect(
      recommended({
        largest: { areaHa: 5000, relative: 0.8 },
        second: { areaHa: 4000, relative: 0.95 },
        third: { areaHa: 3000, relative: 1 },
        fourth: { areaHa: 2000, relative: 1.2 },
        fifth: { areaHa: 900, relative: 1.1 },
        sixth: { areaHa: 800, relative: 1.5 },
        seventh: { areaHa: 700, relative: 1.3 },
      }),
    ).toEqual(['second main', 'third main', 'fourth main', 'sixth rising', 'seventh rising']);
  });

  it('fills up by area where fewer than three yield enough', () => {
    expect(
      recommended({
        largest: { areaHa: 5000, relative: 0.5 },
        second: { areaHa: 4000, relative: 0.94 },
        third: { areaHa: 3000, relative: 0.96 },
        fourth: { areaHa: 2000, relative: 0.9 },
      }),
    ).toEqual(['third main', 'largest fill', 'second fill']);
  });

  it('asks for one percent of the area of those that are only small and good', () => {
    const main = {
      a: { areaHa: 4000, relative: 1 },
      b: { areaHa: 3000, relative: 1 },
      c: { areaHa: 2000, relative: 1 },
    };
    expect(recommended({ ...main, small: { areaHa: 80, relative: 2 } })).not.toContain('small rising');
    expect(recommended({ ...main, enough: { areaHa: 120, relative: 2 } })).toContain('enough rising');
  });

  it.each([
    ['a department: under 100 ha and 2 %', 'department', 9900, 99, false],
    ['a department: 100 ha', 'department', 9900, 100, true],
    ['a department: 100 ha but under 0.5 %', 'department', 30_000, 100, false],
    ['a department: 2 % of little', 'department', 900, 50, true],
    ['a municipality: 10 ha', 'municipality', 990, 10, true],
    ['a municipality: under 10 ha and 2 %', 'municipality', 990, 9, false],
  ])('weighs only what is grown enough (%s)', (_, level, otherHa, areaHa, isIn) => {
    const found = recommended(
      { other: { areaHa: otherHa, relative: 1 }, crop: { areaHa, relative: 1 } },
      level,
    );
    expect(found.includes('crop main')).toBe(isIn);
  });

  it('leaves out residual names and what was not harvested in each of the three years', () => {
    expect(
      recommended({
        residual: { areaHa: 5000, relative: 2, residual: true },
        gone: { areaHa: 4000, relative: 2, years: [2020, 2021] },
        stays: { areaHa: 3000, relative: 1 },
      }),
    ).toEqual(['stays main']);
  });
});
