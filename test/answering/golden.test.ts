import { describe, expect, it } from 'vitest';
import type { IntentName } from '../../src/shared/contract/intents.js';
import { ask } from './answering.js';

/** What is asked, by kind; the answers lie beside it in `golden.md` to be read and corrected by people. */
const ASKED: readonly (readonly [kind: string, intent: IntentName, questions: readonly string[]])[] = [
  [
    'A figure',
    'crop_production',
    [
      '¿Cuánto café produjo Huila en 2020?',
      'cuanta papa produce boyaca',
      '¿Cuánto rinde el arroz de riego en Tolima?',
      '¿Cuántas hectáreas de plátano hay sembradas en el Quindío?',
      '¿Qué porcentaje del café del país produce Huila?',
      '¿Cuánta papa produjo Pasto en 2020?',
      '¿Cuánto café se produjo en Colombia en 2022?',
      '¿Cuánto limón produjo Santander el año pasado?',
      '¿Cuánto plátano salió en Arauca hace dos años?',
    ],
  ],
  [
    'Where the figures have gaps',
    'crop_production',
    [
      '¿Cuánta yuca produjo Sucre en 2016?',
      '¿Cuánto maíz produjo Córdoba en 2018?',
      '¿Cuánto maíz se produjo en Colombia en 2006?',
      '¿Cuánto café produjo Huila en 2006?',
      '¿Cuánto maíz produjo Córdoba en 2024?',
      '¿Cuánta zanahoria produjo Cundinamarca en 2015?',
      '¿Cuánto aguacate Hass produjo Antioquia en 2019?',
      '¿Cuánto maíz produjo Uribia?',
      '¿Cuánta papa se produjo en Bogotá?',
      '¿Cuánto mango produjo Barranquilla?',
      '¿Cuántas rosas produjo Cundinamarca?',
      '¿Cuánto pomelo se produjo en Colombia?',
      '¿Cuánto fríjol produjo Nariño en el primer semestre de 2007?',
    ],
  ],
  [
    'Rankings',
    'crop_production',
    [
      '¿Quién produce más arroz?',
      '¿Qué municipio de Huila produce más café?',
      'los 5 municipios que más papa producen',
      '¿Qué departamento produce menos papa?',
      '¿Quién produjo más maíz en 2018?',
      '¿Qué departamento tiene el mejor rendimiento de maíz tecnificado?',
      '¿Qué es lo que más se produce en Antioquia?',
      '¿Qué es lo que más se produce en Nariño en 2015?',
      '¿En qué año se produjo más café en Huila?',
      '¿En qué año hubo más caña panelera en Boyacá?',
    ],
  ],
  [
    'Several at once',
    'crop_production',
    [
      '¿Cuánto cacao produjeron Santander y Arauca?',
      '¿Cuánto café produjo el Eje Cafetero en 2022?',
      '¿Cuánta cebolla de rama y papa produjo Boyacá en 2021?',
      '¿Cuánto café produjo Huila en 2018, 2019 y 2020?',
      '¿Cuánto maíz y arroz produjo Córdoba en 2018?',
      '¿Cuánto cilantro y perejil produjo La Mesa, Cundinamarca, en 2021?',
    ],
  ],
  [
    'Change over years',
    'crop_production',
    [
      '¿Cuánto subió el arroz en Casanare de 2019 a 2022?',
      '¿Cuánto creció la producción de cacao en Santander entre 2015 y 2020?',
      '¿Cuánta caña panelera produjo Boyacá en 2017 y 2020?',
      '¿Cuánto creció el maíz entre 2017 y 2018 en Meta?',
      '¿Cuánto ha crecido la producción de aguacate en Caldas?',
      '¿Cómo ha cambiado el rendimiento de la papa en Cundinamarca entre 2019 y 2022?',
    ],
  ],
  [
    'What to sow',
    'crop_recommendation',
    [
      '¿Qué siembro en Boyacá?',
      '¿Qué siembro en Pitalito?',
      '¿Qué siembro en Caquetá?',
      '¿Qué siembro en Vaupés?',
      '¿Qué siembro en Uribia?',
      '¿Se da el aguacate en Tunja?',
      '¿Se da el café en Pitalito?',
      '¿Qué siembro?',
      '¿Qué siembro en el Eje Cafetero?',
    ],
  ],
  [
    'Set against each other',
    'crop_comparison',
    [
      '¿Maíz o frijol en Santander?',
      '¿Papa o papa criolla en Nariño?',
      '¿Yuca, ñame o maíz en Sucre?',
      '¿Café o palma en Bogotá?',
      'compare el café de Huila con el de Nariño',
      '¿Qué conviene más?',
    ],
  ],
  [
    'Where it does worst',
    'least_favorable_department',
    [
      '¿Dónde no conviene el tomate?',
      '¿En qué municipios de Antioquia no conviene el café?',
      '¿Dónde no debo sembrar?',
    ],
  ],
  [
    'Asked back',
    'crop_production',
    [
      '¿Cuánta caña produjo el Valle?',
      '¿Cuánto café produjo La Unión en 2020?',
      '¿Cuánto creció la producción de Boyacá?',
      '¿Cuánto mango produjo Ecuador?',
    ],
  ],
  [
    'Small talk',
    'smalltalk',
    ['hola', 'muchas gracias', '¿quién eres?', '¿qué sabes hacer?', '¿hay alguien?', 'ok', 'chao'],
  ],
  ['Out of scope', 'out_of_scope', ['¿Quién ganó el partido?']],
  ['Not there yet', 'weather', ['¿Cómo está el clima en Tunja?']],
  ['Not there yet', 'weather_forecast', ['¿Va a llover mañana?']],
  ['Not there yet', 'weather_sowing_advice', ['¿Está bueno el tiempo para sembrar?']],
  ['Not there yet', 'irrigation_advice', ['¿Debo regar hoy?']],
  ['Not there yet', 'crop_profitability', ['¿Es rentable el cacao?']],
  ['Not there yet', 'crop_timing', ['¿Cuándo siembro maíz?']],
  ['Not there yet', 'current_location', ['¿Dónde estoy?']],
];

describe('full answers', () => {
  it('read as they stand in golden.md (after a wanted change: vitest -u, then read the difference)', async () => {
    let page =
      '# Answers in full\n\nMade by `golden.test.ts` from the shipped figures. _Corto_ is the form for SMS and radio.\n';
    let heading = '';
    for (const [kind, intent, questions] of ASKED) {
      if (kind !== heading) page += `\n## ${kind}\n`;
      heading = kind;
      for (const question of questions) page += await rendered(intent, question);
    }
    await expect(page).toMatchFileSnapshot('./golden.md');
  });
});

async function rendered(intent: IntentName, question: string): Promise<string> {
  const { answer, action, sources, explanation } = await ask(intent, question);
  const chips = (action?.chips ?? []).map((chip) => `- [${chip.label}] ${chip.question}`);
  return [
    `\n### ${question}\n`,
    answer.text,
    `\n_Corto:_ ${answer.short}`,
    ...(chips.length > 0 ? [`\n_${action?.type}:_\n`, ...chips] : []),
    `\n\`${explanation.rule}\`${sources.map(({ publisher, period }) => ` · ${period ? `${publisher}, ${period}` : publisher}`).join('')}\n`,
  ].join('\n');
}
