import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/answering/intents/crop_profitability/answer.js';
import { asksMoney } from '../../../src/answering/intents/crop_profitability/prices.js';
import { recommend } from '../../../src/answering/eva/recommend.js';
import { rankPlaces } from '../../../src/answering/eva/ranking.js';
import { relativeYield } from '../../../src/answering/eva/relativeYield.js';
import type { AnswerData } from '../../../src/shared/contract/answer.js';
import { expectPlain, expectSayable } from './plainText.js';
import { figures, queryOf } from './queryOf.js';

function ask(question: string, sent?: string) {
  return answer(queryOf(question, sent), figures);
}

function dataOf<K extends AnswerData['kind']>(kind: K, question: string, sent?: string) {
  const { data, text } = ask(question, sent);
  if (data?.kind !== kind) throw new Error(`${data?.kind} data: ${text}`);
  return data as Extract<AnswerData, { kind: K }>;
}

const NO_PRICES = 'No tengo precios ni costos; por rendimiento le puedo decir esto.';

describe('a crop, and no place', () => {
  it('ranks the departments by yield, over the area that counts', () => {
    const data = dataOf('ranking', '¿Dónde es más rentable el aguacate?');
    const ranking = rankPlaces(figures, 'aguacate', 'department', 2022, 'yield', 'desc');
    expect(data).toMatchObject({ of: 'place', metric: 'yield', order: 'desc', year: 2022 });
    expect(data.rows.map((row) => [row.place?.code, row.value])).toEqual(
      ranking.rows.slice(0, 5).map((row) => [row.place.code, row.value]),
    );
    expect(ranking.minAreaHa).toBeGreaterThan(50);
  });

  it('says first that there are no prices, and last where they are', () => {
    const { text, short } = ask('¿Es rentable el cacao?');
    expect(text.startsWith(NO_PRICES)).toBe(true);
    expect(text).toMatch(/SIPSA del DANE\) y saque sus costos\.$/);
    expect(short).toContain('No tengo precios ni costos.');
  });

  it('answers a plain question for yields as it is', () => {
    expect(ask('¿Dónde rinde más el cacao?').text).toMatch(
      /^En 2022, el departamento con mejor rendimiento de cacao fue /,
    );
    expect(ask('¿Dónde rinde más plata el cacao?').text.startsWith(NO_PRICES)).toBe(true);
    expect(ask('¿Cuánto me queda por hectárea de palma?').text.startsWith(NO_PRICES)).toBe(true);
  });

  it('ranks the municipalities of a department that is named', () => {
    const data = dataOf('ranking', '¿En qué municipio del Huila deja más la granadilla?');
    expect(data.place).toMatchObject({ code: '41' });
    expect(data.rows.every((row) => row.place?.level === 'municipality')).toBe(true);
  });

  it('ranks the other way round where the least is asked for', () => {
    expect(dataOf('ranking', '¿Dónde se gana menos con el tomate?').order).toBe('asc');
  });

  it('takes another year where the asked one has no yields, and says why', () => {
    const { text } = ask('¿Dónde fue más rentable el maíz en 2018?');
    expect(text).toContain('De 2018 EVA solo trae el primer semestre y no sirve para comparar');
    expect(ask('¿Dónde será más rentable la papa en 2030?').text).toContain('EVA trae datos de 2006 a 2022');
  });
});

describe('a place, and no crop', () => {
  it('names the crops that a recommendation would, by their yield against the rest of the country', () => {
    const data = dataOf('recommendation', '¿Qué deja más en Antioquia?');
    const { recommended } = recommend(figures, { code: '05', level: 'department' });
    expect(data.crops.map(({ crop }) => crop.id)).toEqual(recommended.map(({ total }) => total.id));
    const { text } = ask('¿Qué deja más en Antioquia?');
    expect(text).toContain('rinden más que en el resto del país banano (92 % más');
    expect(text).toContain(', según EVA (2020 a 2022)');
  });

  it('says what yields alike and what yields less', () => {
    const { text } = ask('¿Qué da plata en Vaupés?');
    expect(text).toContain('rinde casi igual que en el resto del país maíz tradicional');
    expect(text).toContain('Rinden menos yuca (52 % menos, a 5,64 t/ha)');
  });

  it('takes the department where the town has too few figures', () => {
    const { rule, text, data } = ask('¿Qué da plata en Uribia?');
    expect(rule).toBe('crops_of_wider_place');
    expect(text).toContain('EVA no tiene cifras suficientes en Uribia (La Guajira)');
    expect(data).toMatchObject({ place: { code: '44' } });
  });

  it('does not take the crop of the conversation where all crops are asked for', () => {
    const query = queryOf('¿qué deja más en Huila?');
    const answered = answer({ ...query, crops: queryOf('el cacao').crops }, figures);
    expect(answered.rule).toBe('crops_of_place');
  });

  it('goes place by place', () => {
    const { rule, action } = ask('¿Qué deja más en Huila y en Tolima?');
    expect(rule).toBe('one_place_at_a_time');
    expect(action?.chips.map(({ label }) => label)).toEqual(['Huila', 'Tolima']);
  });
});

describe('a crop in a place', () => {
  it('sets the yield against the rest of the country', () => {
    const data = dataOf('comparison', '¿Es rentable el café en Huila?');
    const place = figures.total('cafe', '41', 2022)!;
    const country = figures.total('cafe', 'CO', 2022)!;
    expect(data).toMatchObject({ by: 'place', year: 2022, best: '41' });
    expect(data.places?.[0]?.relative_yield).toBe(relativeYield(place, country).relativeYield);
    expect(ask('¿Es rentable el café en Huila?').text).toContain('Es 24 % más que en el resto del país');
  });

  it('takes the place that was sent, for a crop alone', () => {
    expect(dataOf('comparison', '¿Es rentable el café?', '41551').places?.[0]?.place.code).toBe('41551');
  });

  it('says so where the town has none, and gives its department', () => {
    const { rule, text } = ask('¿Es rentable el arroz en Pasto?');
    expect(rule).toBe('against_country_wider_place');
    expect(text).toContain('EVA no registra arroz en Pasto (Nariño). En 2022, el arroz de Nariño rindió');
  });

  it('ranks the departments where neither town nor department has it', () => {
    const { text, data } = ask('¿Es rentable el café en Barranquilla?');
    expect(text).toMatch(/^Desde 2019 EVA no tiene cifras de ningún cultivo en Barranquilla/);
    expect(data?.kind).toBe('ranking');
  });

  it('warns of little area and of yields that cannot be', () => {
    const papaya = figures.total('papaya', '73624', 2020)!;
    expect(papaya.yieldTHa).toBeGreaterThan(200);
    expect(ask('¿Es rentable la papaya en Rovira, Tolima, en 2020?').text).toContain('no parece posible');
    expect(ask('¿Es rentable el café en Aquitania?').text).toContain('Es poca área para sacar conclusiones.');
  });

  it('compares two places by yield', () => {
    const data = dataOf('comparison', '¿Paga mejor el plátano en el Quindío o en el Meta?');
    expect(data.places?.map(({ place }) => place.code)).toEqual(['50', '63']);
  });
});

describe('prices and costs', () => {
  const folded = (question: string) => ` ${question} `;
  it.each([
    ['a como esta la papa', 'price'],
    ['a como esta la arroba de yuca en sincelejo', 'price'],
    ['precio del bulto de urea hoy', 'price'],
    ['en cuanto me compran el kilo de cacao seco', 'price'],
    ['cuanto estan dando por la tonelada de maiz', 'price'],
    ['que producto estan pagando bien', 'price'],
    ['subio o bajo el precio de la carga de cafe', 'price'],
    ['costos de una hectarea de fresa', 'cost'],
    ['cuanto vale montar una hectarea de maracuya', 'cost'],
    ['cuanto tengo que invertir para montar papaya', 'cost'],
    ['a como estan pagando el jornal en la cogida de cafe', 'cost'],
    ['cuanto cuesta el bulto de cebolla en corabastos', 'price'],
    ['a como patilla en maicao', 'price'],
    ['el hass esta barato', 'price'],
    ['cuanto me cobran de mano de obra', 'cost'],
    ['es rentable el cacao', null],
    ['donde rinde mas el cacao', null],
    ['que deja mas en antioquia', null],
    ['que inversion lleva un invernadero de tomate', 'cost'],
    ['donde conviene mas invertir en palma de aceite', null],
    ['es buena inversion el cultivo de aguacate', null],
    ['negocio de la mora en silvania es bueno', null],
  ])('%s → %s', (question, money) => {
    expect(asksMoney(folded(question))).toBe(money);
  });

  it('are an honest no that names SIPSA, with what can be told instead', () => {
    const { text, data, action } = ask('¿a cómo está la papa?');
    expect(text).toContain('SIPSA del DANE');
    expect(data).toBeNull();
    expect(action?.chips[0]?.question).toBe('¿Dónde rinde más la papa?');
    expect(ask('¿a cómo está el café?').text).toContain('Federación Nacional de Cafeteros');
    expect(ask('¿Cuánto vale montar una hectárea de maracuyá?').text).toContain('No tengo costos');
  });
});

describe('neither crop nor place', () => {
  it('asks for one of them', () => {
    const { text, action } = ask('¿Qué cultivo es el más rentable de Colombia?');
    expect(text).toContain('No tengo precios ni costos');
    expect(action?.type).toBe('ask_location');
  });

  it('asks which crop where places are to be ranked', () => {
    expect(ask('¿Dónde se gana más?').rule).toBe('which_crop');
  });
});

describe('every answer', () => {
  const crops = figures.crops.filter((crop, index) => !crop.residual && index % 3 === 0);
  const big = ['cafe', 'papa', 'maiz', 'cana-panelera', 'aguacate', 'tomate', 'yuca', 'palma-de-aceite'];

  it.each([
    [
      'crops',
      crops.flatMap(({ name }) => [`¿Dónde es más rentable ${name}?`, `¿Es rentable ${name} en Boyacá?`]),
    ],
    [
      'departments',
      figures.departments.flatMap(({ name }) => [
        `¿Qué deja más en ${name}?`,
        ...big.flatMap((id) => [
          `¿Es rentable ${figures.nameOf(id)} en ${name}?`,
          `¿Dónde es más rentable ${figures.nameOf(id)} en ${name}?`,
        ]),
      ]),
    ],
    [
      'municipalities',
      figures.municipalities
        .filter((_, index) => index % 40 === 0)
        .flatMap(({ name, department }) => [
          `¿Qué deja más en ${name}, ${department.name}?`,
          `¿Es rentable la yuca en ${name}, ${department.name}?`,
        ]),
    ],
  ])('of %s is plain, says only figures of its data, and promises nothing', (_, questions) => {
    for (const question of questions) {
      const answered = ask(question);
      expectPlain(question, answered);
      expectSayable(question, answered);
      expect(`${answered.text} ${answered.short}`, question).not.toMatch(/rentab|deja más|ganancia/i);
    }
  });
});

/** What is asked; the answers lie beside it in `cropProfitability.golden.md`, to be read and corrected by people. */
const GOLDEN = [
  '¿Dónde es más rentable el aguacate?',
  '¿Qué deja más en Antioquia?',
  '¿Qué deja más en Vaupés?',
  '¿Qué da plata en Uribia?',
  '¿Es rentable el café en Huila?',
  '¿Es rentable el arroz en Pasto?',
  '¿Es rentable el café en Barranquilla?',
  '¿Es negocio la papa en Boyacá en 2018?',
  '¿Dónde es más rentable el café en Antioquia?',
  '¿Paga mejor el plátano en el Quindío o en el Meta?',
  '¿Qué deja más, aguacate o café en Caldas?',
  '¿Dónde rinde más el cacao?',
  '¿A cómo está la papa?',
  '¿A cómo está el café?',
  '¿Cuánto vale montar una hectárea de maracuyá?',
  '¿Qué cultivo es el más rentable de Colombia?',
];

describe('full answers', () => {
  it('read as they stand in cropProfitability.golden.md (after a wanted change: vitest -u, then read the difference)', async () => {
    const page = GOLDEN.map((question) => {
      const { text, short, rule, action } = ask(question);
      const chips = (action?.chips ?? []).map((chip) => `- [${chip.label}] ${chip.question}`);
      return [
        `### ${question}\n`,
        text,
        `\n_Corto:_ ${short}`,
        ...(chips.length > 0 ? [`\n_${action?.type}:_\n`, ...chips] : []),
        `\n\`${rule}\`\n`,
      ].join('\n');
    }).join('\n');
    await expect(`# Asked of money\n\n${page}`).toMatchFileSnapshot('./cropProfitability.golden.md');
  });
});
