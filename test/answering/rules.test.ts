import { describe, expect, it } from 'vitest';
import type { AnswerData } from '../../src/shared/contract/answer.js';
import { ask } from './answering.js';

type Kind = AnswerData['kind'];

async function dataOf<K extends Kind>(kind: K, ...asked: Parameters<typeof ask>) {
  const reply = await ask(...asked);
  if (reply.answer.data?.kind !== kind)
    throw new Error(`${reply.answer.data?.kind} data: ${reply.answer.text}`);
  return { reply, data: reply.answer.data as Extract<AnswerData, { kind: K }> };
}

describe('a figure of production', () => {
  /**
   * Sums straight from the published rows (EVA 2006–2018, data set 2pnw-mmge; EVA 2019–2022, uejq-wxrr): tonnes,
   * hectares sown and hectares harvested of every row of the crop, place and year. Huila's coffee of 2020 has 35 rows.
   */
  it.each([
    ['¿Cuánto café produjo Huila en 2020?', 178319.13, 148339.23, 127431.9, 35],
    ['¿Cuánto café se produjo en Colombia en 2020?', 836629.62, 850191.36, 716693.18, 630],
    ['¿Cuánta panela produjo Boyacá en 2017?', 132848, 21882, 14857, 21],
    ['¿Cuánta caña panelera produjo Boyacá en 2020?', 1557837.56, 18732.5, 15503, 37],
    ['¿Cuánta papa produjo Pasto en 2020?', 224940, 9430, 9430, 4],
    ['¿Cuánto maíz produjo Córdoba en 2018?', 118650, 43465, 43465, 43],
    ['¿Cuánto arroz de riego produjo Tolima en 2022?', 697305.76, 96708.64, 94558.54, 44],
  ])('%s', async (question, production, sown, harvested, rows) => {
    const { data, reply } = await dataOf('production', 'crop_production', question);
    expect(data.production_t).toBeCloseTo(production, 2);
    expect(data.area_sown_ha).toBeCloseTo(sown, 2);
    expect(data.area_harvested_ha).toBeCloseTo(harvested, 2);
    expect(reply.explanation.rows).toMatchObject([{ rows }]);
  });

  it('has the share of the country and the yield from the sums', async () => {
    const { data } = await dataOf('production', 'crop_production', '¿Cuánto café produjo Huila en 2020?');
    expect(data.share_of_country).toBeCloseTo(178319.13 / 836629.62, 6);
    expect(data.yield_t_ha).toBeCloseTo(178319.13 / 127431.9, 6);
    expect(data.unit).toBe('café verde equivalente');
  });

  it('has no yield in 2018 for short-cycle crops, and says that the year is half covered', async () => {
    const { data, reply } = await dataOf(
      'production',
      'crop_production',
      '¿Cuánto maíz produjo Córdoba en 2018?',
    );
    expect(data).toMatchObject({ coverage: 'half', yield_t_ha: null });
    expect(reply.answer.text).toContain('de 2018 EVA solo trae el primer semestre');
    expect(reply.answer.short).toContain('primer semestre');
  });

  it.each([
    ['¿Cuánto maíz produjo Córdoba en 2024?', 2022, 'EVA trae datos de 2006 a 2022'],
    ['¿Cuánto maíz produjo Córdoba en 1995?', 2006, 'EVA trae datos de 2006 a 2022'],
    ['¿Cuánta yuca produjo Sucre en 2015?', 2013, 'no trae yuca (faltan los datos, no es que fuera cero)'],
    ['¿Cuánta zanahoria produjo Boyacá en 2012?', 2019, 'faltan los datos, no es que fuera cero'],
    ['¿Cuánto café produjo Huila en 2006?', 2007, 'De 2006 la tabla publicada no trae café'],
    ['¿Cuánto café produjo Huila el año pasado?', 2022, 'El dato más reciente de EVA es de 2022'],
    ['¿Cuánto café produjo Huila hace dos años?', 2020, 'Cuento los años desde 2022'],
  ])('%s is answered with %i and says why', async (question, year, said) => {
    const { data, reply } = await dataOf('production', 'crop_production', question);
    expect(data.year).toBe(year);
    expect(reply.answer.text).toContain(said);
  });

  it.each([
    ['¿Cuánto maíz produjo Uribia?', '44', 'EVA no tiene cifras de ningún cultivo en Uribia (La Guajira)'],
    ['¿Cuánta papa produjo Bogotá?', '25', 'EVA no tiene cifras de ningún cultivo en Bogotá'],
    ['¿Cuánto café produjo Leticia?', 'CO', 'EVA no registra café en Leticia (Amazonas)'],
  ])('%s is answered for %s and says why', async (question, code, said) => {
    const { data, reply } = await dataOf('production', 'crop_production', question);
    expect(data.place.code).toBe(code);
    expect(reply.answer.text.startsWith(said)).toBe(true);
  });

  it('takes the newest year of a crop that is no longer counted, a whole one before a half one', async () => {
    const { data } = await dataOf('production', 'crop_production', '¿Cuánto bananito produjo Antioquia?');
    expect(data).toMatchObject({ year: 2018, coverage: 'full' });
    const forage = await dataOf(
      'production',
      'crop_production',
      '¿Cuánto maíz forrajero se produjo en Colombia?',
    );
    expect(forage.data).toMatchObject({ year: 2017, coverage: 'full' });
  });

  it('answers pomelo with toronja too, which many call the same', async () => {
    const { data } = await dataOf(
      'ranking',
      'crop_production',
      '¿Cuánto pomelo se produjo en Colombia en 2022?',
    );
    expect(data.rows.map((row) => row.crop?.id).sort()).toEqual(['pomelo', 'toronja']);
  });
});

describe('change between years', () => {
  it('is a percentage of the two sums, and says that the series changed in between', async () => {
    // 21,861 t from 43 rows of 2015; 29,053.53 t from 47 rows of 2020.
    const question = '¿Cuánto creció la producción de cacao en Santander entre 2015 y 2020?';
    const { data, reply } = await dataOf('change', 'crop_production', question);
    expect(data.pct).toBeCloseTo((29053.53 / 21861 - 1) * 100, 4);
    expect(data.break).toBeNull();
    expect(reply.answer.text).toContain('Entre 2018 y 2019 EVA cambió de método');
    expect(reply.sources.map((source) => source.period)).toEqual(['2015', '2020']);
  });

  it.each([
    ['¿Cuánto creció la caña panelera en Boyacá entre 2017 y 2020?', 'toneladas de panela'],
    ['¿Cuánto creció la arveja en Nariño entre 2015 y 2021?', 'la serie es otra'],
    ['¿Cuánto creció la naranja en Santander entre 2020 y 2021?', 'cítricos'],
    ['¿Cuánto creció el maíz en Meta entre 2017 y 2018?', 'primer semestre'],
    ['¿Cuánto creció el arroz en Meta entre 2006 y 2010?', 'segundo semestre'],
  ])('%s gives both figures, why, and no percentage', async (question, why) => {
    const { data, reply } = await dataOf('change', 'crop_production', question);
    expect(data.pct).toBeNull();
    expect(data.break).toContain(why);
    expect(reply.answer.text).toContain('No se pueden comparar');
    expect(reply.answer.text).not.toContain('%');
  });

  it('gives the hectares or the yields of both years where these were asked for', async () => {
    const areas = await dataOf(
      'change',
      'crop_production',
      '¿Cuántas hectáreas de naranja había en Colombia en 2020 y en 2021?',
    );
    expect(areas.reply.answer.text).toContain(
      'En 2020, Colombia cosechó 23.412 hectáreas de naranja y en 2021, 47.347, según EVA. No se pueden comparar',
    );
    expect(areas.reply.answer.short).toContain('2020: 23.412 ha; 2021: 47.347 ha');
    const yields = await dataOf(
      'change',
      'crop_production',
      '¿Rendimiento de la caña panelera en Boyacá en 2017 y 2021?',
    );
    expect(yields.reply.answer.text).toContain(
      'sacó 8,94 toneladas por hectárea de caña panelera (en panela) y en 2021, 100 (en caña)',
    );
  });

  it('is since the present series began where no year is named', async () => {
    const { data } = await dataOf('change', 'crop_production', '¿Cuánto ha crecido el cacao en Huila?');
    expect([data.from.year, data.to.year]).toEqual([2019, 2022]);
  });
});

describe('rankings', () => {
  it('put the departments in the order of the published sums', async () => {
    const { data } = await dataOf('ranking', 'crop_production', '¿Quién produce más café?');
    expect(data.rows.map((row) => [row.place?.name, row.value])).toEqual([
      ['Huila', expect.closeTo(136023.18, 2)],
      ['Antioquia', expect.closeTo(94608.26, 2)],
      ['Cauca', expect.closeTo(78052.78, 2)],
      ['Tolima', expect.closeTo(76413.9, 2)],
      ['Caldas', expect.closeTo(46223.27, 2)],
    ]);
  });

  it('by yield leave out departments under 0.5 % of the national area', async () => {
    // 0.5 % of 699,036 ha is 3,495 ha: Arauca (99.6 ha, 0.49 t/ha) and La Guajira (3,373 ha, 0.64) do not count.
    const { data } = await dataOf(
      'ranking',
      'crop_production',
      '¿Qué departamento tiene el peor rendimiento de café?',
    );
    expect(data.rows[0]).toMatchObject({ place: { name: 'Magdalena' }, value: expect.closeTo(0.6097, 4) });
    expect(data.rows[1]?.place?.name).toBe('Cesar');
  });

  it('are not made from the half year 2018 of short-cycle crops, but from 2018 of permanent ones', async () => {
    const maize = await dataOf('ranking', 'crop_production', '¿Quién produjo más maíz en 2018?');
    expect(maize.data.year).toBe(2019);
    expect(maize.reply.answer.text).toContain('De 2018 EVA solo trae el primer semestre');
    const coffee = await dataOf('ranking', 'crop_production', '¿Quién produjo más café en 2018?');
    expect(coffee.data.year).toBe(2018);
  });

  it('have the rows that are asked for, five at least', async () => {
    const ten = await dataOf('ranking', 'crop_production', 'los 10 departamentos que más cacao producen');
    expect(ten.data.rows).toHaveLength(10);
    const three = await dataOf('ranking', 'crop_production', 'los 3 departamentos que más cacao producen');
    expect(three.data.rows).toHaveLength(5);
  });

  it('give a department its position among the departments', async () => {
    const question = '¿En qué puesto está Nariño en producción de papa?';
    const { data, reply } = await dataOf('ranking', 'crop_production', question);
    expect(data.rows.map(({ place }) => place?.code).slice(0, 3)).toEqual(['25', '15', '52']);
    expect(reply.answer.text).toContain('Nariño ocupa el puesto 3');
  });

  it('say that they go by quantity where growth was asked for', async () => {
    const question = '¿Qué departamento creció más en aguacate entre 2019 y 2022?';
    const { reply } = await dataOf('ranking', 'crop_production', question);
    expect(reply.answer.text).toMatch(/^No ordeno los lugares por lo que crecieron/);
    expect(reply.answer.short).toMatch(/^No ordeno los lugares/);
  });

  it('of crops go by harvested area, and name the heaviest where it is another', async () => {
    const { data, reply } = await dataOf(
      'ranking',
      'crop_production',
      '¿Qué es lo que más se produce en Huila?',
    );
    expect(data).toMatchObject({ of: 'crop', metric: 'area' });
    expect(data.rows[0]?.crop?.id).toBe('cafe');
    expect(reply.answer.text).toContain('En toneladas va primero la caña panelera');
  });

  it('of years stay on the newer side of a break', async () => {
    const { data } = await dataOf(
      'ranking',
      'crop_production',
      '¿En qué año hubo más caña panelera en Boyacá?',
    );
    expect(data.rows.every((row) => (row.year ?? 0) >= 2019)).toBe(true);
  });
});

describe('comparisons', () => {
  it('set yields against those of the rest of the country', async () => {
    // Santander 2022: maize 18,921.27 t on 9,307.47 ha of 1,509,762.5 t on 480,746.23 ha in the country.
    const { data } = await dataOf('comparison', 'crop_comparison', '¿Maíz o frijol en Santander?');
    const maize = data.crops?.find((one) => one.crop.id === 'maiz');
    expect(maize?.yield_t_ha).toBeCloseTo(2.0329, 4);
    expect(maize?.relative_yield).toBeCloseTo(0.6429, 4);
    expect(data.best).toBe('maiz');
  });

  it('are of tonnes where it is asked who produces more', async () => {
    // 19,834.1 t and 10,393 t in 2022.
    const question = '¿Cuál produce más café, Pitalito o Garzón?';
    const { data } = await dataOf('ranking', 'crop_comparison', question);
    expect(data).toMatchObject({ of: 'place', metric: 'production' });
    expect(data.rows.map(({ place }) => place?.code)).toEqual(['41551', '41298']);
  });

  it('say when the crops are too unlike for yields to mean much', async () => {
    const unlike = await ask('crop_comparison', '¿Café o papa en Nariño?');
    expect(unlike.answer.text).toContain('son cultivos muy distintos');
    const alike = await ask('crop_comparison', '¿Naranja o mandarina en Santander?');
    expect(alike.answer.text).not.toContain('son cultivos muy distintos');
  });

  it('take the newest year that all have', async () => {
    const { data } = await dataOf('comparison', 'crop_comparison', '¿Banano o bananito en Antioquia?');
    expect(data.year).toBe(2018);
  });
});

describe('recommendations', () => {
  it('name potato first in Boyacá and coffee first in Antioquia, not the best relative yields', async () => {
    const boyaca = await dataOf('recommendation', 'crop_recommendation', '¿Qué siembro en Boyacá?');
    expect(boyaca.data.crops[0]?.crop.id).toBe('papa-comun');
    const antioquia = await dataOf('recommendation', 'crop_recommendation', '¿Qué siembro en Antioquia?');
    expect(antioquia.data.crops[0]?.crop.id).toBe('cafe');
  });

  it('pool the newest three years, area a year and yield from the sums', async () => {
    // Boyacá, Papa todas las variedades, 2020 to 2022: 2,847,110.78 t on 136,892.73 ha.
    const { data } = await dataOf('recommendation', 'crop_recommendation', '¿Qué siembro en Boyacá?');
    expect(data.years).toEqual([2020, 2021, 2022]);
    expect(data.crops[0]?.area_harvested_ha).toBeCloseTo(136892.73 / 3, 2);
    expect(data.crops[0]?.yield_t_ha).toBeCloseTo(2847110.78 / 136892.73, 4);
  });

  it('say what they do not look at', async () => {
    for (const place of ['Boyacá', 'Caquetá', 'Uribia', 'Pitalito']) {
      const { answer } = await ask('crop_recommendation', `¿Qué siembro en ${place}?`);
      expect(answer.text).toContain(
        'Esto es lo que ya se siembra y rinde allá; no mira su suelo, altura, agua ni mercado.',
      );
    }
  });

  it.each([
    ['que no debo sembrar en boyaca', 'No le puedo decir qué no sembrar'],
    ['que cultivo no conviene en boyaca', 'No le puedo decir qué no sembrar'],
    ['que cultivos no me recomienda para el huila', 'No le puedo decir qué no sembrar'],
    ['se da el kiwi en boyaca', 'No encontré un cultivo en su pregunta'],
    ['que siembro en un lote de boyaca que no sea papa', 'En Boyacá mire primero'],
    ['que siembro en boyaca', 'En Boyacá mire primero'],
  ])('are not taken for what was not asked: %s', async (question, start) => {
    const { reply } = await dataOf('recommendation', 'crop_recommendation', question);
    expect(reply.answer.text.startsWith(start)).toBe(true);
    expect(reply.answer.short.startsWith(start.slice(0, 9))).toBe(true);
  });

  it('keep the crop that is asked of several places', async () => {
    const { answer, action } = await ask('crop_recommendation', 'lulo en pitalito y garzon');
    expect(answer.text).toBe(
      'Le respondo lugar por lugar. ¿Empezamos por Pitalito (Huila) o Garzón (Huila)?',
    );
    expect(action?.chips.map(({ question }) => question)).toEqual([
      '¿Se da el lulo en Pitalito (Huila)?',
      '¿Se da el lulo en Garzón (Huila)?',
    ]);
  });

  it('ask for the place where none is known', async () => {
    const reply = await ask('crop_recommendation', '¿Qué siembro?');
    expect(reply.action?.type).toBe('ask_location');
    expect(reply.answer.data).toBeNull();
  });
});

describe('least favourable departments', () => {
  it('are among those that already grow the crop, worst yield first', async () => {
    const { data, reply } = await dataOf(
      'ranking',
      'least_favorable_department',
      '¿Dónde no conviene el café?',
    );
    expect(reply.answer.text).toMatch(/^Entre los departamentos que ya lo siembran/);
    expect(data).toMatchObject({ metric: 'yield', order: 'asc' });
    expect(data.rows).toHaveLength(5);
    expect([...data.rows].sort((a, b) => a.value - b.value)).toEqual(data.rows);
  });

  it.each([
    ['donde siembro cacao', 'desc'],
    ['donde se da el lulo', 'desc'],
    ['que departamentos son buenos para el cacao', 'desc'],
    ['donde no se da el cacao', 'asc'],
    ['donde se da menos el lulo', 'asc'],
    ['donde sembrar yuca es mal negocio', 'asc'],
    ['donde le va mal al cafe', 'asc'],
  ])('are not given to those who ask where a crop does well: %s', async (question, order) => {
    const { data } = await dataOf('ranking', 'least_favorable_department', question);
    expect(data).toMatchObject({ metric: 'yield', order });
  });
});
