import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aliasedIds } from '../../../src/answering/understanding/cropWords.js';
import { describeUnderstood } from './describeUnderstood.js';
import { figures, understand } from './understand.js';

const QUESTIONS = readFileSync(new URL('questions.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t')[0] ?? '');

const withoutMarks = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');

/** Text that looks like a question: words of the tables, stray marks and numbers. */
const questionLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(...QUESTIONS.flatMap((question) => question.split(' '))),
      fc.constantFrom(
        'en',
        'de',
        ',',
        '(',
        ')',
        '¿',
        '?',
        '2020',
        '2O19',
        'entre',
        'y',
        '–',
        '😀',
        '\u0301',
        '\n',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((words) => words.join(' '));

describe('any text', () => {
  it('is read without an error, with every span inside it and holding the words it says', () => {
    fc.assert(
      fc.property(fc.oneof(questionLike, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const understood = understand(text);
        const spans = [
          ...understood.spans,
          ...understood.crops.map((crop) => crop.span),
          ...understood.ambiguousCrops.map((crop) => crop.span),
          ...understood.places.map((place) => place.span),
          ...understood.ambiguousPlaces.map((place) => place.span),
          ...understood.otherRegions.map((region) => region.span),
        ];
        for (const { start, end, text: said } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).toBe(said);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('names only crops, products and places that the data has', () => {
    fc.assert(
      fc.property(questionLike, (text) => {
        const understood = understand(text);
        for (const crop of understood.crops) {
          expect(figures.crop(crop.id)).toBeDefined();
          if (crop.productId !== undefined) expect(figures.cropOf(crop.productId)?.id).toBe(crop.id);
        }
        for (const place of understood.places) expect(figures.place(place.code)).toBeDefined();
        for (const place of understood.ambiguousPlaces) {
          expect(place.candidates.length).toBeGreaterThan(0);
          for (const candidate of place.candidates) expect(figures.place(candidate.code)).toBeDefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of a thousand characters in one word is read', () => {
    expect(describeUnderstood(understand('a'.repeat(1_000))).crops).toBe('');
    expect(describeUnderstood(understand('cafe'.repeat(250))).crops).toBe('');
  });
});

describe('the same question written otherwise', () => {
  const found = (text: string) => {
    const { crops, places, years, asks } = describeUnderstood(understand(text));
    return { crops, places: places.replace(/\?[^(]*/g, '?'), years, asks };
  };

  it.each([
    ['in capitals', (text: string) => text.toUpperCase()],
    ['without accents', (text: string) => withoutMarks(text).replaceAll('ñ', 'n')],
    ['in decomposed Unicode', (text: string) => text.normalize('NFD')],
    ['with spaces around', (text: string) => `  ${text}  `],
  ])('means the same %s', (_, rewrite) => {
    for (const question of QUESTIONS)
      expect({ question, ...found(rewrite(question)) }).toEqual({ question, ...found(question) });
  });
});

describe('every name of the data', () => {
  it('finds each crop by its name, in singular and without accents', () => {
    const missed = figures.crops
      .filter((crop) => !crop.residual)
      .filter((crop) => {
        const { crops, ambiguousCrops } = understand(`cultivo de ${crop.name}`);
        return (
          !crops.some(({ id }) => id === crop.id) &&
          !ambiguousCrops.some((word) => word.candidates.includes(crop.id))
        );
      })
      .map((crop) => crop.id);
    expect(missed).toEqual([]);
  });

  it('finds each municipality by its name with its department beside it', () => {
    const missed = figures.municipalities
      .filter((place) => {
        const { places } = understand(`¿Qué siembro en ${place.name}, ${place.department.name}?`);
        return places.length !== 1 || places[0]?.code !== place.code;
      })
      .map((place) => `${place.code} ${place.name}`);
    expect(missed).toEqual([]);
  });

  it('never takes a municipality for another of a like name', () => {
    const wrong = figures.municipalities.filter((place) => {
      const { places, ambiguousPlaces } = understand(`¿Qué siembro en ${place.name}?`);
      const meant = [...places, ...ambiguousPlaces.flatMap((each) => each.candidates)].map(
        (each) => each.code,
      );
      return !meant.includes(place.code) && !meant.includes(place.department.code) && meant.length > 0;
    });
    const names = new Set(figures.departments.map((place) => place.name));
    // Bare Caldas, Córdoba … are the departments; Colombia is the country.
    expect(
      wrong.map((place) => place.name).filter((name) => !names.has(name) && name !== 'Colombia'),
    ).toEqual([]);
  });

  it('finds each department by its name', () => {
    for (const place of figures.departments) {
      const codes = understand(`café en ${place.name}`).places.map(({ code }) => code);
      expect(codes, place.name).toEqual([place.code === '11' ? '11001' : place.code]);
    }
  });

  it('is what the tables of everyday names speak of', () => {
    const { crops, products, either } = aliasedIds();
    expect(crops.filter((id) => figures.crop(id) === undefined)).toEqual([]);
    expect(products.filter((id) => figures.product(id) === undefined)).toEqual([]);
    expect(either.filter((id) => figures.cropOf(id) === undefined)).toEqual([]);
  });
});

describe('a father', () => {
  it.each([
    ['el tanque que hizo papá está medio lleno', []],
    ['hay polvillo en el cafetal de papá', ['cafe']],
    ['mis hijos me dicen papá cambie de cultivo', []],
    ['la papá se me pudrió', ['papa']],
    ['¿cuánto vale la papá criolla?', ['papa']],
  ])('is told from potatoes by his accent: %s', (question, crops) => {
    expect(understand(question).crops.map(({ id }) => id)).toEqual(crops);
  });
});

describe('equal names', () => {
  it('are decided by the department of the asker', () => {
    const { places, ambiguousPlaces } = understand('¿Qué siembro en La Unión?', '52');
    expect(places).toMatchObject([{ code: '52399', rule: 'context' }]);
    expect(ambiguousPlaces).toEqual([]);
  });

  it('are decided by the department beside them, whatever that of the asker', () => {
    expect(understand('¿Qué siembro en La Unión, Valle?', '52').places).toMatchObject([
      { code: '76400', rule: 'beside' },
    ]);
  });

  it('are asked for where the asker is in none of their departments', () => {
    const { places, ambiguousPlaces } = understand('¿Qué siembro en La Unión?', '41');
    expect(places).toEqual([]);
    expect(ambiguousPlaces[0]?.candidates.map(({ departmentName }) => departmentName)).toEqual([
      'Antioquia',
      'Nariño',
      'Sucre',
      'Valle del Cauca',
    ]);
  });
});

describe('the explanation', () => {
  it('tells what each word was taken for and by which rule, in the order of the text', () => {
    expect(understand('¿Cuánto kafé y sanaoria dio Guadalupe, Huila en 2O20?').spans).toEqual([
      { text: 'sanaoria', start: 15, end: 23, kind: 'crop', value: 'zanahoria', rule: 'typo' },
      { text: 'Guadalupe, Huila', start: 28, end: 44, kind: 'place', value: '41319', rule: 'beside' },
      { text: '2O20', start: 48, end: 52, kind: 'year', value: '2020', rule: 'number' },
    ]);
  });

  it('gives one mention a department for a region, all with the region’s span', () => {
    const { places } = understand('café en el Eje Cafetero');
    expect(places.map(({ code, group }) => [code, group])).toEqual([
      ['17', 'Eje Cafetero'],
      ['63', 'Eje Cafetero'],
      ['66', 'Eje Cafetero'],
    ]);
    expect(new Set(places.map(({ span }) => span.text))).toEqual(new Set(['Eje Cafetero']));
  });
});
