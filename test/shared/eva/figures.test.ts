import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadFigures, OUTLIER_FACTOR, type Figures } from '../../../src/shared/eva/figures.js';
import {
  BREAKS,
  DISPLAY_NAMES,
  NOTES,
  RECOMMEND_BY_PRODUCT,
  RESIDUAL,
  UNITS,
} from '../../../src/shared/eva/import/cropFacts.js';

let figures: Figures;
beforeAll(async () => {
  figures = await loadFigures(path.resolve(import.meta.dirname, '../../../data'));
});

describe('the shipped data set', () => {
  it('has 33 departments, 1,122 municipalities and the years 2006 to 2022', () => {
    expect(figures.departments).toHaveLength(33);
    expect(figures.municipalities).toHaveLength(1122);
    expect(figures.years).toEqual({ first: 2006, newest: 2022 });
    expect(figures.version).toMatch(/^eva-2006-2022\.[0-9a-f]{12}$/);
  });

  it('finds 15 municipalities without any row and 22 without one since 2019', () => {
    const newest = figures.municipalities.map((one) => figures.newestYearOf(one.code));
    expect(newest.filter((year) => year === undefined)).toHaveLength(15);
    expect(newest.filter((year) => year === undefined || year < 2019)).toHaveLength(22);
  });

  it('has a crop for every id that the facts speak of', () => {
    const ids = [BREAKS, DISPLAY_NAMES, NOTES, UNITS].flatMap(Object.keys);
    const known = [...ids, ...RESIDUAL, ...RECOMMEND_BY_PRODUCT].filter((id) => id !== 'cana-sin-clasificar');
    expect(known.filter((id) => figures.cropOf(id) === undefined)).toEqual([]);
  });

  it('names crops and places as they are written', () => {
    expect(figures.nameOf('maiz')).toBe('Maíz');
    expect(figures.nameOf('pina')).toBe('Piña');
    expect(figures.place('11')?.name).toBe('Bogotá, D. C.');
    expect(figures.place('19532')).toMatchObject({ name: 'Patía', aliases: ['El Bordo'] });
  });
});

describe('a figure', () => {
  it('is the published sum: coffee of Huila in 2020', () => {
    expect(figures.total('cafe', '41', 2020)).toMatchObject({
      areaHarvestedHa: 127431.9,
      productionT: 178319.13,
      coverage: 'full',
      rows: 35,
    });
  });

  it('is the sum of its parts: municipalities, departments, country, products', () => {
    for (const [id, year] of [
      ['maiz', 2022],
      ['papa', 2013],
      ['cafe', 2007],
    ] as const) {
      const country = figures.total(id, 'CO', year)!;
      for (const level of ['department', 'municipality'] as const) {
        const places = figures.byPlace(id, level, year);
        expect(places.reduce((sum, one) => sum + one.productionT, 0)).toBeCloseTo(country.productionT, 4);
        expect(places.reduce((sum, one) => sum + one.rows, 0)).toBe(country.rows);
      }
      const products = figures.crop(id)!.products.map((product) => figures.total(product.id, 'CO', year)!);
      expect(products.reduce((sum, one) => sum + one.areaSownHa, 0)).toBeCloseTo(country.areaSownHa, 4);
    }
  });

  it('limits municipalities to a department', () => {
    const huila = figures.byPlace('cafe', 'municipality', 2020, '41');
    expect(huila).toHaveLength(35);
    expect(huila.every(({ place }) => place.code.startsWith('41'))).toBe(true);
  });

  it.each([
    ['an unknown crop', 'cafe-lunar', 'CO', 2020],
    ['an unknown place', 'cafe', '99999', 2020],
    ['a year outside', 'cafe', 'CO', 1999],
    ['a year after', 'cafe', 'CO', 2050],
    ['a place without the crop', 'cafe', '88', 2020],
    ['Bogotá', 'papa', '11', 2020],
  ])('is undefined, not zero, for %s', (_, id, place, year) => {
    expect(figures.total(id, place, year)).toBeUndefined();
  });

  it.each([
    ['yuca', [2007, 2008, 2009, 2010, 2011, 2012, 2013, 2019, 2020, 2021, 2022]],
    ['zanahoria', [2019, 2020, 2021, 2022]],
    ['aguacate-hass', [2020, 2021, 2022]],
  ])('of %s is there in %j', (id, years) => {
    expect(figures.yearsOf(id, 'CO')).toEqual(years);
  });
});

describe('totals by crop', () => {
  const years = [2020, 2021, 2022];

  it('pool the years and add up to the same production as each year alone', () => {
    const pooled = figures.byCrop('15', years).find(({ id }) => id === 'papa')!;
    const alone = years.map((year) => figures.total('papa', '15', year)!.productionT);
    expect(pooled.productionT).toBeCloseTo(
      alone.reduce((a, b) => a + b),
      4,
    );
    expect(pooled.yearsHarvested).toEqual(years);
  });

  it('count by system where yields only mean something by system, else by crop', () => {
    const ids = figures.byCrop('15', years, { by: 'recommendation' }).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['papa-comun', 'papa-criolla', 'maiz-tradicional', 'platano']),
    );
    expect(ids).not.toContain('papa');
    expect(ids).not.toContain('platano-consumo-interno');
  });

  it('leave out the municipalities that yield over three times the median, and only those', () => {
    const median = figures.medianYield('cana-panelera', 2020)!;
    const kept = figures
      .byPlace('cana-panelera', 'municipality', 2020)
      .filter(({ yieldTHa }) => (yieldTHa ?? 0) <= OUTLIER_FACTOR * median);
    const [total] = figures
      .byCrop('CO', 2020, { by: 'recommendation', withoutOutliers: true })
      .filter(({ id }) => id === 'cana-panelera');
    expect(kept.length).toBeLessThan(figures.byPlace('cana-panelera', 'municipality', 2020).length);
    expect(total!.productionT).toBeCloseTo(
      kept.reduce((sum, one) => sum + one.productionT, 0),
      3,
    );
  });

  it('give no yield for years whose yields are unusable', () => {
    const maiz = figures.byCrop('CO', [2017, 2018]).find(({ id }) => id === 'maiz')!;
    expect(maiz.yieldTHa).toBeNull();
  });
});

describe('the median yield', () => {
  it('has half of the harvested area at or below it', () => {
    const median = figures.medianYield('papa-comun', 2022)!;
    const places = figures.byPlace('papa-comun', 'municipality', 2022).filter((one) => one.yieldTHa !== null);
    const area = (list: typeof places) => list.reduce((sum, one) => sum + one.areaHarvestedHa, 0);
    const half = area(places) / 2;
    expect(area(places.filter((one) => one.yieldTHa! <= median))).toBeGreaterThanOrEqual(half);
    expect(area(places.filter((one) => one.yieldTHa! < median))).toBeLessThan(half);
  });

  it('does not exist for 2018 maize, whose harvested area is the sown one', () => {
    expect(figures.medianYield('maiz', 2018)).toBeUndefined();
  });
});

describe('units and breaks', () => {
  it.each([
    ['cafe', 2020, 'café verde equivalente'],
    ['cana-panelera', 2018, 'panela'],
    ['cana-panelera', 2019, 'caña'],
    ['arroz-riego', 2010, 'arroz paddy verde'],
    ['papa', 2020, null],
    ['nothing', 2020, null],
  ])('a tonne of %s in %i is of %s', (id, year, unit) => {
    expect(figures.unit(id, year)).toBe(unit);
  });

  it.each([
    ['cana-panelera', 2018, 2019, true],
    ['cana-miel', 2015, 2022, true],
    ['cana-de-azucar', 2015, 2022, false],
    ['tabaco', 2018, 2019, true],
    ['aguacate', 2018, 2022, false],
    ['aguacate-hass', 2019, 2021, true],
    ['naranja', 2020, 2021, true],
    ['naranja', 2019, 2020, false],
    ['arveja', 2017, 2019, true],
    ['palmito', 2018, 2020, true],
    ['cafe', 2007, 2022, false],
  ])('%s from %i to %i breaks: %s', (id, a, b, breaks) => {
    expect(figures.breakBetween(id, a, b) !== undefined).toBe(breaks);
  });
});

describe('residual names', () => {
  it('are marked, and no crop with a name of its own is', () => {
    const residual = figures.crops.filter((crop) => crop.residual).map((crop) => crop.id);
    expect(residual).toEqual(
      expect.arrayContaining(['otras-hortalizas', 'otros-frutales', 'citricos-sin-clasificar']),
    );
    expect(residual.filter((id) => !/^(otr[ao]s-|citricos-sin|flores-y)/.test(id))).toEqual([]);
  });
});
