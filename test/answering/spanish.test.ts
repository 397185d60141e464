import { describe, expect, it } from 'vitest';
import { cropInText, ofCrop, pronounOf, withArticle } from '../../src/answering/spanish/crops.js';
import { listed, yearsListed } from '../../src/answering/spanish/lists.js';
import {
  formatNumber,
  hectares,
  percent,
  percentOf,
  quantity,
  tonnes,
  yieldWritten,
} from '../../src/answering/spanish/numbers.js';
import {
  departmentName,
  inPlace,
  ofPlace,
  placeName,
  shortName,
} from '../../src/answering/spanish/places.js';
import { fitShort, fitShortList } from '../../src/answering/spanish/short.js';
import { unitNote } from '../../src/answering/spanish/yearTexts.js';
import { figures } from './answering.js';

describe('numbers', () => {
  it.each([
    [178319.13, 2, '178.319,13'],
    [1234567.5, 1, '1.234.567,5'],
    [1000, 0, '1.000'],
    [999.999, 2, '1.000'],
    [0.5, 2, '0,5'],
    [-1234.5, 1, '-1.234,5'],
    [-0.001, 1, '0'],
  ])('%d with %i decimals is %s', (value, decimals, written) => {
    expect(formatNumber(value, decimals)).toBe(written);
  });

  it.each([
    [178319.13, '178.319'],
    [231.5, '231,5'],
    [17.0, '17'],
    [9.784, '9,78'],
    [0.0491, '0,049'],
    [0, '0'],
  ])('%d is worth reading as %s', (value, written) => {
    expect(quantity(value)).toBe(written);
  });

  it('go with their unit in the right number', () => {
    expect([tonnes(1), tonnes(1.2), hectares(1), hectares(2), yieldWritten(1)]).toEqual([
      '1 tonelada',
      '1,2 toneladas',
      '1 hectárea',
      '2 hectáreas',
      '1 tonelada por hectárea',
    ]);
  });

  it.each([
    [0.2034, 'el 20,3 %'],
    [0.00005, 'menos del 0,01 %'],
    [0.9999, 'más del 99,9 %'],
    [1, 'el 100 %'],
    [0.0054, 'el 0,54 %'],
  ])('the share %d is %s', (fraction, written) => {
    expect(percentOf(fraction)).toBe(written);
  });

  it('percents over a hundred need no decimals', () => {
    expect(percent(5046.4)).toBe('5.046 %');
  });
});

describe('places', () => {
  const place = (code: string) => {
    const found = figures.place(code);
    if (found === undefined) throw new Error(code);
    return found;
  };

  it.each([
    ['CO', 'Colombia', 'en Colombia', 'de Colombia'],
    ['41', 'Huila', 'en Huila', 'de Huila'],
    ['76', 'el Valle del Cauca', 'en el Valle del Cauca', 'del Valle del Cauca'],
    ['44', 'La Guajira', 'en La Guajira', 'de La Guajira'],
    ['54', 'Norte de Santander', 'en Norte de Santander', 'de Norte de Santander'],
    [
      '88',
      'el Archipiélago de San Andrés',
      'en el Archipiélago de San Andrés',
      'del Archipiélago de San Andrés',
    ],
    ['11', 'Bogotá', 'en Bogotá', 'de Bogotá'],
    ['11001', 'Bogotá', 'en Bogotá', 'de Bogotá'],
    ['41551', 'Pitalito (Huila)', 'en Pitalito (Huila)', 'de Pitalito (Huila)'],
    ['70771', 'Sucre (Sucre)', 'en Sucre (Sucre)', 'de Sucre (Sucre)'],
    ['19256', 'El Tambo (Cauca)', 'en El Tambo (Cauca)', 'de El Tambo (Cauca)'],
    ['76520', 'Palmira (Valle del Cauca)', 'en Palmira (Valle del Cauca)', 'de Palmira (Valle del Cauca)'],
  ])('%s is %s, %s, %s', (code, name, inName, ofName) => {
    expect([placeName(place(code)), inPlace(place(code)), ofPlace(place(code))]).toEqual([
      name,
      inName,
      ofName,
    ]);
  });

  it('lose article and department in lists', () => {
    expect(shortName(place('76'))).toBe('Valle del Cauca');
    expect(shortName(place('41551'))).toBe('Pitalito');
    expect(departmentName(place('76520') as Parameters<typeof departmentName>[0])).toBe('Valle del Cauca');
  });
});

describe('crops', () => {
  it.each([
    ['Café', 'el café', 'del café', 'lo'],
    ['Papa', 'la papa', 'de la papa', 'la'],
    ['Papa (sin criolla)', 'la papa común', 'de la papa común', 'la'],
    ['Aguacate Hass', 'el aguacate Hass', 'del aguacate Hass', 'lo'],
    ['Limón, otras variedades', 'el limón de otras variedades', 'del limón de otras variedades', 'lo'],
    ['Arazá', 'el arazá', 'del arazá', 'lo'],
    ['Chía', 'la chía', 'de la chía', 'la'],
    ['Haba', 'el haba', 'del haba', 'lo'],
    ['Coliflor', 'la coliflor', 'de la coliflor', 'la'],
    ['Flor de jamaica', 'la flor de jamaica', 'de la flor de jamaica', 'la'],
    ['Hibias (ocas)', 'las hibias', 'de las hibias', 'las'],
    ['Maíz', 'el maíz', 'del maíz', 'lo'],
    ['Arroz de riego', 'el arroz de riego', 'del arroz de riego', 'lo'],
    ['Gulupa o cholupa', 'la gulupa o cholupa', 'de la gulupa o cholupa', 'la'],
  ])('%s is %s', (name, article, of, pronoun) => {
    expect([withArticle(name), ofCrop(name), pronounOf(name)]).toEqual([article, of, pronoun]);
  });

  it('have no brackets in a sentence, whatever the table calls them', () => {
    const names = figures.crops.flatMap((crop) => [
      crop.name,
      ...crop.products.map((product) => product.name),
    ]);
    expect(names.map(cropInText).filter((name) => /[(),]/.test(name) && !name.startsWith('otr'))).toEqual([]);
  });

  it('name what a tonne is of, once', () => {
    expect(unitNote('café verde equivalente', 'Café')).toBe(' (café verde equivalente)');
    expect(unitNote('grano seco', 'Cacao')).toBe(' (en grano seco)');
    expect(unitNote('caña', 'Caña panelera')).toBe(' (en caña)');
    expect(unitNote(null, 'Papa')).toBe('');
  });
});

describe('lists', () => {
  it.each([
    [['papa'], 'y', 'papa'],
    [['papa', 'maíz'], 'y', 'papa y maíz'],
    [['papa', 'maíz', 'higo'], 'y', 'papa, maíz e higo'],
    [['maíz', 'hierbabuena'], 'y', 'maíz y hierbabuena'],
    [['papa', 'olivo'], 'o', 'papa u olivo'],
    [['yuca', 'zapote'], 'ni', 'yuca ni zapote'],
  ] as const)('%j with %s', (items, conjunction, written) => {
    expect(listed(items, conjunction)).toBe(written);
  });

  it.each([
    [[2020], '2020'],
    [[2020, 2019], '2019 y 2020'],
    [[2022, 2020, 2021], '2020 a 2022'],
    [[2015, 2019, 2022], '2015, 2019 y 2022'],
  ])('years %j', (years, written) => {
    expect(yearsListed(years)).toBe(written);
  });
});

describe('the short form', () => {
  it('is the first wording that fits', () => {
    expect(fitShort('x'.repeat(161), 'y'.repeat(160), 'z')).toBe('y'.repeat(160));
  });

  it('is cut at a word where none fits', () => {
    const cut = fitShort(`${'palabra '.repeat(30)}`);
    expect(cut).toMatch(/^(palabra )+palabra…$/);
    expect(cut.length).toBeLessThanOrEqual(160);
  });

  it('drops units before rows, and rows from the end', () => {
    const write = (rows: number, withUnits: boolean) =>
      `${rows}${withUnits ? ' with units' : ''} ${'x'.repeat(rows * 50)}`;
    expect(fitShortList(3, write)).toMatch(/^3 x/);
    expect(fitShortList(4, write)).toMatch(/^3 x/);
    expect(fitShortList(2, write)).toMatch(/^2 with units/);
  });
});
