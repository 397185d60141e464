import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../../../src/answering/calendar/loadCalendar.js';
import { createCropTiming } from '../../../src/answering/intents/crop_timing/answer.js';
import { timingAsked } from '../../../src/answering/intents/crop_timing/asked.js';
import { countedBack, countedFrom } from '../../../src/answering/intents/crop_timing/harvest.js';
import type { Cycle } from '../../../src/answering/calendar/tables.js';
import type { AnswerData } from '../../../src/shared/contract/answer.js';
import { figures, queryOf } from './queryOf.js';

const calendar = await loadCalendar(path.resolve(import.meta.dirname, '../../../data'));
const answer = createCropTiming(calendar);

function ask(question: string, sent?: string) {
  return answer(queryOf(question, sent), figures);
}

function dataOf(question: string, sent?: string): Extract<AnswerData, { kind: 'sowing_calendar' }> {
  const { data, text } = ask(question, sent);
  if (data?.kind !== 'sowing_calendar') throw new Error(`no calendar: ${text}`);
  return data;
}

describe('what a question about times wants', () => {
  it.each([
    ['¿Cuándo siembro maíz?', { sowing: true, harvest: false, cycle: false }],
    ['¿Cuándo se cosecha el café en Huila?', { sowing: false, harvest: true }],
    ['¿En qué mes se recoge el arroz?', { sowing: false, harvest: true }],
    ['¿cuándo se siembra y se cosecha la yuca?', { sowing: true, harvest: true }],
    ['¿Cuánto se demora la papa?', { sowing: false, harvest: false, cycle: true }],
    ['a los cuantos meses da el maracuyá', { sowing: false, cycle: true }],
    ['duración del cultivo de zanahoria', { sowing: false, cycle: true }],
    [
      '¿cuántos días desde que se siembra hasta que se corta la lechuga?',
      { sowing: false, harvest: false, cycle: true },
    ],
    ['¿en qué época hago el semillero de tomate?', { sowing: true, nursery: true }],
    ['epoca del ñame', { sowing: true }],
    ['¿puedo sembrar papa en agosto o en setiembre?', { sowing: true, months: [8, 9] }],
    [
      'sembré papa el 10 de febrero, ¿cuándo la saco?',
      { sowing: false, harvest: true, sownIn: [2], months: [] },
    ],
    ['si siembro maíz en abril, ¿cuándo cosecho?', { sowing: false, harvest: true, sownIn: [4] }],
    ['quiero sacar papa en diciembre, ¿en qué mes la siembro?', { sowing: true, wantedIn: [12], months: [] }],
    ['¿en menguante se siembra el maíz?', { moon: true }],
    ['¿Qué se siembra en marzo?', { whichCrops: true, months: [3] }],
    ['calendario de siembras de Boyacá', { whichCrops: true }],
    ['¿Cuándo se siembra el maíz?', { whichCrops: false }],
  ])('%s', (question, asked) => {
    expect(timingAsked(queryOf(question))).toMatchObject(asked);
  });
});

describe('sowing in a place', () => {
  it.each([
    ['¿Cuándo siembro maíz en Córdoba?', [4, 5, 8, 9], 'en abril y mayo, y en agosto y septiembre'],
    ['¿Cuándo se siembra el maíz en Boyacá?', [3, 4, 9, 10], 'en marzo y abril, y en septiembre y octubre'],
    ['¿Cuándo siembro maíz en Turbo?', [4, 5, 8, 9], 'en abril y mayo, y en agosto y septiembre'],
    ['¿Cuándo se siembra el algodón en el Tolima?', [2, 3, 4], 'entre febrero y abril'],
    ['¿Cuándo se siembra el ñame en Sucre?', [4, 5], 'en abril y mayo, cuando empiezan las lluvias'],
    [
      '¿Cuándo se siembra el tomate en Antioquia?',
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      'todo el año, con riego',
    ],
  ])('%s', (question, months, words) => {
    expect(dataOf(question).months).toEqual(months);
    expect(ask(question).text).toContain(words);
  });

  it('gives the half-years of EVA in words and in data, with their years', () => {
    const { text, years, data } = ask('¿Cuándo siembro maíz en Córdoba?');
    const { shareA, shareB } = figures.halfYears('maiz', '23')!;
    expect(text).toContain(
      'Según EVA, el 71 % del área de Córdoba se siembra en el primer semestre (2007 a 2022).',
    );
    expect(data).toMatchObject({
      half_years: [
        { half: 'A', share_of_sown_area: shareA },
        { half: 'B', share_of_sown_area: shareB },
      ],
    });
    expect(years).not.toContain(2018);
    expect(years.at(-1)).toBe(2022);
  });

  it("gives a town its department's half-years, and Bogotá those of Cundinamarca", () => {
    expect(ask('¿Cuándo siembro maíz en Montería?').text).toContain('Según EVA, el 71 % del área de Córdoba');
    expect(ask('¿Cuándo se siembra la papa en Bogotá?').text).toContain('Según EVA, en Cundinamarca');
  });

  it('has no half-years for crops that EVA counts by the year', () => {
    expect(dataOf('¿Cuándo se siembra el café en Huila?').half_years).toEqual([]);
    expect(ask('¿Cuándo se siembra el café en Huila?').text).not.toContain('semestre');
  });

  it('follows the crop where it grows in another part of the department, with other rains', () => {
    const palm = ask('¿Cuándo se siembra la palma de aceite en Nariño?');
    expect(palm.text).toContain('se siembra todo el año');
    expect(palm.text).toContain(
      'Allá se cultiva sobre todo en los municipios que quedan en la región Pacífica.',
    );
    const maize = ask('¿Cuándo siembro maíz en Antioquia?');
    expect(maize.text).toContain('En los municipios que quedan en la región Andina, en marzo y abril');
    expect(ask('¿Cuándo se siembra el café en Antioquia?').text).not.toContain('municipios que quedan');
  });

  it('takes the place that was sent with the request', () => {
    expect(dataOf('¿Cuándo siembro maíz?', '05837').months).toEqual([4, 5, 8, 9]);
  });

  it('names what it rests on, and its documents as sources', () => {
    const { data, sources } = ask('¿Cuándo se siembra el café en Cundinamarca?');
    expect(data).toMatchObject({ basis: 'Cenicafé' });
    expect(sources).toMatchObject([{ publisher: 'Cenicafé' }]);
  });
});

describe('where the calendar has nothing', () => {
  it('says so, with the rains of the region and the half-years of EVA', () => {
    const { rule, text, data } = ask('¿Cuándo se siembra el trigo en Nariño?');
    expect(rule).toBe('no_calendar_here');
    expect(text).toContain('No tengo calendario de siembra de trigo en Nariño.');
    expect(text).toContain('llueve entre octubre y mayo');
    expect(text).toContain('Según EVA, el 88 % del área de Nariño se siembra en el primer semestre');
    expect(data).toMatchObject({ months: [], basis: 'régimen de lluvias del IDEAM y semestres de EVA' });
  });

  it('says so of a crop without half-years, and gives no data', () => {
    const { rule, data } = ask('¿Cuándo se siembran las rosas?');
    expect({ rule, data }).toEqual({ rule: 'no_calendar', data: null });
  });

  it('warns where EVA has no row of the crop in the place', () => {
    expect(ask('¿Cuándo se siembra el coco en Tunja?').text).toMatch(
      /^EVA no registra coco en Tunja \(Boyacá\): averigüe primero si allá se da\./,
    );
  });
});

describe('a month that is asked about', () => {
  it.each([
    ['¿puedo sembrar papa en agosto en Boyacá?', /^Sí, agosto es época de siembra\./],
    [
      '¿puedo sembrar papa en mayo en Boyacá?',
      /^En este calendario, mayo no está entre los meses de siembra\./,
    ],
    ['¿siembro maíz en marzo o en junio en Huila?', /^Marzo sí; junio no\./],
    ['¿puedo sembrar lechuga en agosto en Cundinamarca?', /^Sí: se puede sembrar en cualquier mes\./],
    ['¿hay cosecha de café en mayo en Tolima?', /^Sí, en mayo hay cosecha\./],
    ['¿hay cosecha de café en agosto en Tolima?', /^En agosto no es lo fuerte de la cosecha\./],
    ['¿Septiembre es buen mes para sembrar maíz?', /^Sí, septiembre es época de siembra\./],
    [
      '¿Octubre es buen mes para sembrar maíz?',
      /^Octubre: en la región Andina sí; en Meta, en la región Caribe y en la Orinoquía no\./,
    ],
  ])('%s', (question, start) => {
    expect(ask(question).text).toMatch(start);
  });
});

describe('harvest', () => {
  it.each([
    [
      '¿Cuándo se cosecha el café en Antioquia?',
      [4, 5, 6, 9, 10, 11, 12],
      'cosecha principal del café es entre septiembre y diciembre',
    ],
    [
      '¿Cuándo se cosecha el café en Cauca?',
      [4, 5, 6, 10, 11, 12],
      'cosecha principal del café es entre abril y junio',
    ],
    ['mitaca en Anserma', [4, 5, 6, 9, 10, 11, 12], 'mitaca o traviesa, entre abril y junio'],
    ['¿Cuándo es la cosecha cafetera en el Magdalena?', [1, 10, 11, 12], 'Es una sola cosecha al año.'],
    ['¿Cuándo se recoge el algodón en Córdoba?', [1, 2, 3, 12], 'entre diciembre y marzo'],
    ['¿Cuándo se corta la caña panelera en Boyacá?', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'todo el año'],
  ])('%s', (question, months, words) => {
    expect(dataOf(question).harvest_months).toEqual(months);
    expect(ask(question).text).toContain(words);
  });

  it('is counted from the sowing months where no table has it', () => {
    const { text } = ask('¿Cuándo se cosecha la yuca en Sucre?');
    expect(text).toContain('Sembrando en abril y mayo, la yuca sale entre diciembre y mayo.');
  });

  it('is counted from the month in which the asker has sown', () => {
    expect(ask('sembré papa el 10 de febrero, ¿cuándo la saco?').text).toBe(
      'Sembrando en febrero, la papa sale entre julio y septiembre. Depende de la variedad: la pastusa es más demorada.',
    );
    expect(ask('si siembro maíz en abril en Montería, ¿cuándo cosecho?').text).toBe(
      'Sembrando en abril, el maíz sale entre agosto y octubre. En tierra fría demora de 8 a 10 meses.',
    );
  });

  it('says what makes the count longer, so that nobody waits for maize of the cold lands in July', () => {
    const { text, short } = ask('sembré maíz en marzo en Tunja, ¿cuándo cosecho?');
    expect(text).toContain('En tierra fría demora de 8 a 10 meses.');
    expect(short).toContain('cosecha');
    expect(ask('¿Cuándo se siembra el maíz en Tunja y cuándo se cosecha?').text).toContain(
      'En tierra fría demora de 8 a 10 meses.',
    );
  });

  it('leaves open which cacao harvest is the main one: it differs from zone to zone', () => {
    const { text } = ask('¿Cuándo se cosecha el cacao en Tumaco?');
    expect(text).toContain('entre abril y junio, y entre octubre y enero');
    expect(text).toContain('Cuál de las dos cosechas es la principal cambia con la zona');
  });

  it('names the federation for which harvest is the main one, and not alone for the months', () => {
    const { sources = [] } = ask('¿Cuándo se cosecha el café en Antioquia?');
    expect(sources.map(({ publisher }) => publisher)).toEqual([
      'Federación Nacional de Cafeteros',
      'AgroBot',
    ]);
  });

  it('is not counted for what bears for years: the first harvest says nothing of the next', () => {
    expect(ask('¿Cuándo se cosecha el maracuyá en Meta?').text).toBe(
      'No tengo los meses de cosecha del maracuyá en Meta. El maracuyá demora de 7 a 9 meses del trasplante a la primera cosecha.',
    );
    expect(ask('puse cacao en agosto, ¿cuándo cojo la primera mazorca?').text).toMatch(
      /^El cacao demora de 24 a 36 meses/,
    );
  });

  it('is all year for what is sown all year', () => {
    expect(ask('¿Cuándo se cosecha la lechuga en Cundinamarca?').text).toBe(
      'En Cundinamarca, la lechuga se cosecha todo el año.',
    );
  });

  it('is counted back where the harvest month is given', () => {
    expect(ask('quiero sacar papa en diciembre en Boyacá, ¿en qué mes la siembro?').text).toMatch(
      /^Para sacar la papa en diciembre habría que sembrar entre mayo y julio, contando de 5 a 7 meses hasta la cosecha\./,
    );
  });

  it.each([
    ['¿Cuánto se demora la papa en dar?', 'La papa demora de 5 a 7 meses de la siembra a la cosecha.'],
    [
      '¿a los cuántos días se coge el cilantro?',
      'El cilantro demora de 40 a 60 días de la siembra a la cosecha.',
    ],
    [
      '¿A los cuántos años produce el aguacate?',
      'de 3 a 4 años de la siembra a la primera cosecha en árbol injertado',
    ],
    ['¿Cuánto demora el tabaco?', 'No tengo cuánto demora el tabaco de la siembra a la cosecha.'],
  ])('%s', (question, words) => {
    expect(ask(question).text).toContain(words);
  });
});

describe('counting months', () => {
  const cycle = (min: number, max: number, unit: Cycle['unit']): Cycle => ({
    min,
    max,
    unit,
    once: true,
    span: '',
    note: null,
  });
  it.each([
    [[4], cycle(4, 6, 'months'), [8, 9, 10]],
    [[10], cycle(4, 6, 'months'), [2, 3, 4]],
    [[11], cycle(55, 75, 'days'), [1, 2]],
    [[1], cycle(3, 4, 'years'), undefined],
    [[1], cycle(18, 24, 'months'), undefined],
  ])('%j and %j → %j', (sown, one, months) => {
    expect(countedFrom(sown, one)).toEqual(months?.sort((a, b) => a - b));
  });

  it('back and forth meet', () => {
    expect(countedBack([12], cycle(5, 7, 'months'))).toEqual([5, 6, 7]);
    expect(countedBack([2], cycle(3, 4, 'months'))).toEqual([10, 11]);
  });
});

describe('without a place', () => {
  it('gives the main regions and asks for the place with chips of the largest growers', () => {
    const { text, action, data } = ask('¿Cuándo siembro maíz?');
    expect(text).toContain('Depende de la región.');
    expect(text).toContain('en la región Andina, en marzo y abril, y en septiembre y octubre');
    expect(action?.type).toBe('ask_location');
    expect(action?.chips.map(({ label }) => label)).toContain('Córdoba');
    expect(data).toMatchObject({ place: { code: 'CO' } });
  });

  it('does not ask where it is the same for all who grow it', () => {
    const { text, action } = ask('epoca de siembra del ñame');
    expect(text).toMatch(/^En la región Caribe, el ñame se siembra en abril y mayo/);
    expect(action).toBeUndefined();
  });

  it('takes a region that is named', () => {
    expect(ask('¿Cuándo se siembra el algodón en la Costa?').text).toContain('entre agosto y octubre');
  });
});

describe('without a crop, or with several', () => {
  it('asks which crop', () => {
    expect(ask('¿Cuándo siembro?').rule).toBe('which_crop');
    expect(ask('¿Cuándo se cosecha?').action?.chips[0]?.question).toBe('¿Cuándo se cosecha el café?');
  });

  it('lists what is sown in a month, largest crop first', () => {
    expect(ask('¿Qué se siembra en marzo en Boyacá?').text).toMatch(
      /^En Boyacá, en marzo es época de sembrar papa, /,
    );
    expect(ask('¿Qué se siembra en marzo?').action?.type).toBe('ask_location');
  });

  it('gives the calendar of a place', () => {
    expect(ask('calendario agrícola de Boyacá').text).toMatch(/^En Boyacá se siembra así: papa, /);
  });

  it('does not take the crop of the conversation for one that is asked for', () => {
    const query = queryOf('¿Qué se siembra en marzo en Boyacá?');
    const remembered = queryOf('el cacao').crops;
    expect(answer({ ...query, crops: remembered }, figures).rule).toBe('crops_of_month');
  });

  it('answers two crops, or two places, briefly', () => {
    const crops = ask('¿Cuándo siembro maíz y frijol en Santander?');
    expect(crops.rule).toBe('several');
    expect(crops.text).toContain('Maíz en Santander');
    expect(crops.text).toContain('Frijol en Santander');
    expect(ask('maíz en Boyacá y en Meta, ¿cuándo se siembra?').text).toContain('Maíz en Meta');
  });
});
