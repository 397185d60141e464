import { describe, expect, it } from 'vitest';
import { rankPlaces } from '../../src/answering/eva/ranking.js';
import type { Figures, PlaceTotal } from '../../src/shared/eva/figures.js';

/** A crop grown in a few places, as `rankPlaces` sees it: harvested hectares and tonnes by place. */
function grownIn(
  places: Record<string, [areaHa: number, tonnes: number]>,
  national: { areaHa: number; medianTHa: number },
) {
  const totals = Object.entries(places).map(
    ([code, [areaHarvestedHa, productionT]]) =>
      ({
        place: { level: 'municipality', code, name: code },
        areaHarvestedHa,
        productionT,
        yieldTHa: areaHarvestedHa > 0 ? productionT / areaHarvestedHa : null,
        rows: 1,
      }) as PlaceTotal,
  );
  return {
    byPlace: () => totals,
    total: () => ({ areaHarvestedHa: national.areaHa }),
    medianYield: () => national.medianTHa,
  } as unknown as Figures;
}

function ranked(
  figures: Figures,
  ...[level, metric, order]: ['department' | 'municipality', 'yield' | 'production' | 'area', 'desc' | 'asc']
) {
  return rankPlaces(figures, 'crop', level, 2022, metric, order).rows.map((row) => row.place.code);
}

describe('a ranking by yield', () => {
  it.each([
    ['a small crop: 50 ha', 4000, 50, 49.99],
    ['a large crop: 0.5 % of the national area', 100_000, 500, 499.99],
  ])('counts departments from the least area on, %s', (_, areaHa, enough, tooLittle) => {
    const figures = grownIn(
      { in: [enough, enough], out: [tooLittle, 5 * tooLittle] },
      { areaHa, medianTHa: 1 },
    );
    expect(ranked(figures, 'department', 'yield', 'desc')).toEqual(['in']);
  });

  it.each([
    ['a small crop: 10 ha', 4000, 10, 9.99],
    ['a large crop: 0.1 % of the national area', 100_000, 100, 99.99],
  ])('counts municipalities from the least area on, %s', (_, areaHa, enough, tooLittle) => {
    const figures = grownIn({ in: [enough, enough], out: [tooLittle, tooLittle] }, { areaHa, medianTHa: 1 });
    expect(ranked(figures, 'municipality', 'yield', 'desc')).toEqual(['in']);
  });

  it('leaves out municipalities over three times the median, but no department', () => {
    const figures = grownIn({ just: [100, 600], over: [100, 600.1] }, { areaHa: 1000, medianTHa: 2 });
    expect(ranked(figures, 'municipality', 'yield', 'desc')).toEqual(['just']);
    expect(ranked(figures, 'department', 'yield', 'desc')).toEqual(['over', 'just']);
  });

  it.each(['desc', 'asc'] as const)('puts the larger area first where yields are equal (%s)', (order) => {
    const figures = grownIn(
      { small: [60, 120], large: [600, 1200], middle: [300, 600] },
      { areaHa: 1000, medianTHa: 2 },
    );
    expect(ranked(figures, 'department', 'yield', order)).toEqual(['large', 'middle', 'small']);
  });
});

describe('a ranking by quantity', () => {
  it('counts every place that produces, without those of impossible yields', () => {
    const figures = grownIn(
      { tiny: [0.5, 1], large: [100, 500], slip: [2, 402], none: [5, 0] },
      { areaHa: 100, medianTHa: 5 },
    );
    expect(ranked(figures, 'municipality', 'production', 'desc')).toEqual(['large', 'tiny']);
    expect(ranked(figures, 'municipality', 'production', 'asc')).toEqual(['tiny', 'large']);
  });
});
