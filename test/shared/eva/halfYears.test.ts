import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFigures, type Figures } from '../../../src/shared/eva/figures.js';
import { indexHalfYears } from '../../../src/shared/eva/halfYears.js';

let figures: Figures;
beforeAll(async () => {
  figures = await loadFigures(path.resolve(import.meta.dirname, '../../../data'));
});

describe('the half-years of a crop', () => {
  it.each(['maiz', 'arroz', 'papa', 'frijol', 'arveja', 'soya', 'algodon'])(
    'sum to the sown area of their years where EVA counts by halves only: %s',
    (id) => {
      const halves = figures.halfYears(id, 'CO')!;
      const sown = halves.years.reduce(
        (sum, year) => sum + (figures.total(id, 'CO', year)?.areaSownHa ?? 0),
        0,
      );
      expect(halves.areaSownAHa + halves.areaSownBHa).toBeCloseTo(sown, 2);
    },
  );

  it('never hold 2006 or 2018, which the tables have by half', () => {
    for (const crop of figures.crops) {
      const years = figures.halfYears(crop.id, 'CO')?.years ?? [];
      expect(years.filter((year) => year === 2006 || year === 2018)).toEqual([]);
    }
  });

  it('begin in 2019 for crops that the older series counts by the year', () => {
    expect(figures.halfYears('yuca', 'CO')!.years).toEqual([2019, 2020, 2021, 2022]);
    expect(figures.halfYears('name', '23')!.years[0]).toBe(2019);
  });

  it('are none for permanent crops, unknown crops and municipalities', () => {
    expect(figures.halfYears('cafe', 'CO')).toBeUndefined();
    expect(figures.halfYears('nada', 'CO')).toBeUndefined();
    expect(figures.halfYears('maiz', '23001')).toBeUndefined();
    expect(figures.halfYears('maiz', '11')).toBeUndefined();
  });

  it("are the crop's for one of its products", () => {
    expect(figures.halfYears('maiz-tecnificado', '23')).toEqual(figures.halfYears('maiz', '23'));
  });

  it('show where the seasons lie: cotton of the coast and of the interior', () => {
    expect(figures.halfYears('algodon', '23')!.shareB).toBeGreaterThan(0.99);
    expect(figures.halfYears('algodon', '73')!.shareA).toBeGreaterThan(0.99);
  });
});

describe('indexing half-years', () => {
  const row = (department: string, areaSownAHa: number, areaSownBHa: number, years: number[]) => ({
    crop: 'maiz',
    department,
    areaSownAHa,
    areaSownBHa,
    years,
  });

  it('sums departments and joins their years', () => {
    const of = indexHalfYears([row('05', 30, 10, [2007, 2019]), row('08', 0, 40, [2019, 2020])]);
    expect(of('maiz', ['05', '08'])).toEqual({
      areaSownAHa: 30,
      areaSownBHa: 50,
      shareA: 0.375,
      shareB: 0.625,
      years: [2007, 2019, 2020],
    });
  });

  it('has nothing where nothing was sown', () => {
    expect(indexHalfYears([row('05', 0, 0, [2007])])('maiz', ['05'])).toBeUndefined();
    expect(indexHalfYears([])('maiz', ['05'])).toBeUndefined();
  });
});
