import { describe, expect, it } from 'vitest';
import { wordLikePlace } from '../../src/answering/wordLikePlace.js';
import { NO_TOPICS } from '../../src/answering/knowledge/createKnowledge.js';
import { createUnderstanding } from '../../src/answering/understanding/createUnderstanding.js';
import { ask, figures } from './answering.js';

describe('what is said of a crop beside its figures', () => {
  it.each([
    ['¿Cuánta papa produjo Boyacá en 2022?', true],
    ['¿Cuánta papa criolla produjo Boyacá en 2022?', false],
  ])('says what a crop sums, and not of its products: %s', async (question, isSaid) => {
    const { answer } = await ask('crop_production', question);
    expect(answer.text.includes('Suma papa y papa criolla.')).toBe(isSaid);
  });

  it.each([
    ['cuanto maíz amarillo produce cordoba', 'Es todo el maíz; no separo amarillo y blanco.', true],
    ['cuanto maiz blanco produce cordoba', 'Es todo el maíz; no separo amarillo y blanco.', true],
    ['cuanto maiz amarillo tecnificado produce meta', 'Suma el maíz amarillo y el blanco.', true],
    ['cuanto maiz tecnificado produce meta', 'amarillo', false],
    ['cuanto maiz produce cordoba', 'no separo amarillo y blanco', false],
    ['cuanta panela produce cundinamarca', 'Desde 2019 EVA cuenta la caña, no la panela.', true],
    ['cuanta panela produjo cundinamarca en 2017', 'EVA cuenta la caña', false],
    ['cuanta caña panelera produce cundinamarca', 'EVA cuenta la caña', false],
  ])('%s: “%s” %s', async (question, note, isSaid) => {
    const { answer } = await ask('crop_production', question);
    expect(answer.text.includes(note)).toBe(isSaid);
  });

  it.each([
    ['¿Cuánta caña miel se produjo en Colombia en 2022?', true],
    ['¿Cuánta caña panelera se produjo en Colombia en 2022?', false],
  ])('warns where much of the sum comes from yields that cannot be: %s', async (question, isSaid) => {
    const { answer } = await ask('crop_production', question);
    expect(answer.text.includes('un rendimiento que no parece posible')).toBe(isSaid);
  });
});

describe('half a year', () => {
  it.each([
    '¿Cuánto maíz y arroz produjo Córdoba en 2018?',
    '¿Cuánto maíz produjeron Córdoba y Meta en 2018?',
  ])('is said in the short form of several too: %s', async (question) => {
    const { answer } = await ask('crop_production', question);
    expect(answer.short).toContain('Ojo: de 2018 EVA solo trae el primer semestre.');
  });

  it('is no ranking: the places stay in the order in which they were named', async () => {
    const { answer } = await ask('crop_production', '¿Cuánto maíz produjeron Córdoba y Meta en 2018?');
    const codes = answer.data?.kind === 'ranking' ? answer.data.rows.map((row) => row.place?.code) : [];
    expect(codes).toEqual(['23', '50']);
  });
});

describe('a place without figures', () => {
  it.each([
    ['cuanta yuca sale de barranquilla', 'Desde 2019 EVA no tiene cifras de ningún cultivo en Barranquilla'],
    ['cuanta yuca salio de barranquilla en 2013', 'EVA no registra yuca en Barranquilla'],
  ])('%s: %s', async (question, said) => {
    const { answer } = await ask('crop_production', question);
    expect(answer.text.startsWith(said)).toBe(true);
    expect(answer.text).toContain('Atlántico produjo');
  });

  it.each([
    ['¿Qué siembro en Bogotá?', 'De Bogotá no hay cifras; en Cundinamarca, mire'],
    ['¿Qué siembro en Uribia?', 'De Uribia (La Guajira) no hay cifras; en La Guajira, mire'],
    ['¿Qué siembro en Barranquilla?', 'De Barranquilla (Atlántico) no hay cifras; en Atlántico, mire'],
  ])('is named first in the short advice: %s', async (question, said) => {
    const { answer } = await ask('crop_recommendation', question);
    expect(answer.short.startsWith(said)).toBe(true);
  });

  it.each([
    ['cuanto cafe se da por aca', '¿De qué municipio o departamento?'],
    ['cuanto maiz se produce en mi departamento', '¿De qué municipio o departamento?'],
    ['cuanto maiz produce la vereda el cedral', 'EVA no da cifras por vereda ni por corregimiento'],
  ])('is asked for, where it is the own one: %s', async (question, start) => {
    const { answer, action } = await ask('crop_production', question);
    expect(answer.text.startsWith(start)).toBe(true);
    expect(action?.type).toBe('ask_location');
    for (const chip of action?.chips ?? []) {
      expect((await ask('crop_production', chip.question)).answer.data?.kind).toBe('production');
    }
  });

  it('that is a part of another one named has its share told', async () => {
    const question = 'que parte de la papa de boyaca es de ventaquemada';
    const { answer } = await ask('crop_production', question);
    // 113,390 t of 943,177.7 t in 2022.
    expect(answer.text).toContain('Ventaquemada (Boyacá) aporta el 12 % de la producción de papa de Boyacá.');
  });

  it('names the crop that the tables lack in the year asked for, not the first', async () => {
    for (const question of ['platano o yuca en 2016 en antioquia', 'yuca o platano en 2016 en antioquia']) {
      const { answer } = await ask('crop_comparison', question);
      expect(answer.text).toContain('De 2016 la tabla publicada no trae yuca');
    }
    const { answer } = await ask('crop_production', 'cuanto platano y yuca hubo en antioquia en 2016');
    expect(answer.text).toContain('De 2016 la tabla publicada no trae yuca');
  });

  it('is answered for the department where it has none of several crops', async () => {
    // 9,381.0 t of cilantro and 487.2 t of perejil in Cundinamarca, 2021.
    const { answer } = await ask(
      'crop_production',
      'cuanto cilantro y perejil produce la mesa cundinamarca en 2021',
    );
    expect(answer.text).toContain('EVA no registra cilantro ni perejil en La Mesa (Cundinamarca).');
    expect(answer.text).toContain(
      'Cundinamarca produjo 9.381 toneladas de cilantro y 487,2 toneladas de perejil',
    );
    expect(answer.short.startsWith('EVA no registra cilantro ni perejil en La Mesa')).toBe(true);
  });
});

describe('order and sums', () => {
  it.each([
    ['crop_production', '¿Qué departamento produce menos papa?'],
    ['crop_production', '¿Cuál es el peor año del café en Huila?'],
    ['least_favorable_department', '¿Dónde no conviene el tomate?'],
  ] as const)('nothing “follows” what has least: %s %s', async (intent, question) => {
    const { answer } = await ask(intent, question);
    expect(answer.text).toContain('Después vienen');
    expect(answer.text).not.toContain('Le siguen');
  });

  it('gives the sum of a region with its departments', async () => {
    // Quindío 259,798 + Caldas 219,948 + Risaralda 175,240 t.
    const { answer } = await ask('crop_production', '¿Cuánto plátano produjo el Eje Cafetero en 2022?');
    expect(answer.text).toContain('En total son 654.986 toneladas.');
  });

  it('says both why two years do not compare and that the series changed between them', async () => {
    const { answer } = await ask('crop_production', '¿Cuánta caña panelera produjo Boyacá en 2017 y 2020?');
    expect(answer.text).toContain('No se pueden comparar: hasta 2018 son toneladas de panela');
    expect(answer.text).toContain('Entre 2018 y 2019 EVA cambió de método.');
  });

  it('gives the yield of a year that can be divided', async () => {
    // 859,897 t over 43,945 ha.
    const { answer } = await ask('crop_production', 'rendimiento de la papa en boyaca 2017');
    expect(answer.text).toContain('En 2017, Boyacá sacó 19,6 toneladas por hectárea de papa');
  });
});

describe('a word that names a place and was taken for none', () => {
  const read = createUnderstanding(figures);
  /** A question of which nothing but the crop was understood. */
  const query = (text: string, placeFrom: 'none' | 'question') => {
    const understood = read('maíz', { departmentCode: null });
    const start = text.indexOf('maíz');
    const span = { ...understood.spans[0]!, start, end: start + 'maíz'.length };
    return {
      text,
      understood: { ...understood, spans: [span] },
      crops: [],
      places: [],
      placeFrom,
      point: null,
      canWrite: false,
      region: null,
      topics: NO_TOPICS,
    };
  };

  it.each([
    ['cuanto maíz se da por Apartadó', 'Apartadó'],
    ['cuanto maíz, la mesa', 'la mesa'],
    ['cuanto maíz se produjo al año en el campo', null],
  ])('%s: %s', (text, word) => {
    expect(wordLikePlace(query(text, 'none'), figures)).toBe(word);
  });

  it('is of no interest where a place counts', () => {
    expect(wordLikePlace(query('cuanto maíz se da por Apartadó', 'question'), figures)).toBeNull();
  });
});
