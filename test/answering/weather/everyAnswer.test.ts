import { beforeAll, describe, expect, it } from 'vitest';
import { neverSaid } from '../../../src/answering/neverSaid.js';
import type { Answered } from '../../../src/answering/query.js';
import { answerDataSchema } from '../../../src/shared/contract/answer.js';
import { SHORT_ANSWER_MAX_CHARACTERS } from '../../../src/shared/contract/limits.js';
import { isRoundedFrom, numbersIn, numbersOf } from '../numbersIn.js';
import { ANSWERS, agronomy, askWeather, type WeatherIntent } from './askWeather.js';
import { NOW_MS, openWeatherReport, weatherReport } from './report.js';
import { SITUATIONS } from './situations.js';

const REPORTS = [
  ...new Set(SITUATIONS.map(({ report }) => report)),
  weatherReport({ everyDay: { rainMm: 33.3, sky: 'heavy_rain' }, now: { sky: 'thunderstorm', rainMm: 12 } }),
  weatherReport({ withoutHours: true, everyDay: { et0Mm: null } }),
  weatherReport({ now: { windKmh: null, humidityPct: null, feelsLikeC: null, rainMm: null } }),
  weatherReport({ everyHour: { windKmh: null, humidityPct: null } }),
  weatherReport({ everyDay: { rainProbability: null, minC: -1.4 }, report: { elevationM: null } }),
  weatherReport({
    now: { temperatureC: 34.6, humidityPct: 31 },
    everyHour: { temperatureC: 33, humidityPct: 35 },
  }),
  openWeatherReport({ everyDay: { rainMm: 21 }, everyHour: { rainMm: 3 } }),
  weatherReport({ report: { isStale: true, fetchedAtMs: NOW_MS - 40 * 3_600_000, days: [], hours: [] } }),
];
const MORE_QUESTIONS = [
  '¿Cuánta lámina de riego necesita la caña en Guadalajara de Buga esta semana?',
  '¿Cómo va a estar el clima el fin de semana en el Archipiélago de San Andrés?',
  '¿Cuándo deja de llover en Villa de San Diego de Ubaté?',
  '¿Está bueno para trasplantar la cebolla de rama mañana en San José de Pare?',
  '¿Fumigo pasado mañana el aguacate Hass en San Pedro de los Milagros?',
  '¿Llovió mucho en los últimos 10 días en el Valle del Cauca?',
];

interface Told {
  asked: string;
  answered: Answered;
}
let all: Told[];
beforeAll(async () => {
  const questions = [...new Set([...SITUATIONS.map(({ question }) => question), ...MORE_QUESTIONS])];
  const sent = { code: '41551', point: { lat: 1.85, lon: -76.05 } };
  all = [];
  for (const intent of Object.keys(ANSWERS) as WeatherIntent[]) {
    for (const question of questions) {
      for (const report of REPORTS) {
        const answered = await askWeather(intent, question, report, sent);
        all.push({ asked: `${intent}: ${question}`, answered });
      }
    }
  }
});

function breaking(test: (answered: Answered) => boolean, show: (answered: Answered) => string): string[] {
  return all
    .filter(({ answered }) => test(answered))
    .slice(0, 5)
    .map(({ asked, answered }) => `${asked} → ${show(answered)}`);
}

/** Clock times, the age of a report, and a share told of a hundred are no figures of the answer. */
function withoutTimes(text: string): string {
  return text
    .replace(/las? \d+ de la (mañana|tarde|noche)/g, '')
    .replace(/hace (\d+|una?) (minutos?|horas?|días?)/gi, '')
    .replace('cada 100 partes', '');
}

function sayable({ data }: Answered): number[] {
  const { rules } = agronomy;
  const shares = [rules.irrigationDrip, rules.irrigationSprinkler, rules.irrigationGravity].map(
    (share) => share * 100,
  );
  const touch = [rules.touchFrom, rules.touchTo];
  const percents = data?.kind === 'forecast' ? data.days.map((day) => (day.rain_probability ?? 0) * 100) : [];
  const total = data?.kind === 'forecast' ? data.days.reduce((sum, day) => sum + day.rain_mm, 0) : 0;
  // "En los últimos 14 días": as many as there are.
  const count = data?.kind === 'forecast' ? [data.days.length] : [];
  return [...numbersOf(data), total, ...count, ...percents, ...shares, ...touch];
}

describe('every answer on the weather', () => {
  it('was asked of every question with every report', () => {
    expect(all.length).toBeGreaterThan(5000);
  });

  it('says nothing of what is never said', () => {
    const found = ({ text, short }: Answered) => neverSaid(`${text}\n${short}`);
    expect(
      breaking(
        (one) => found(one).length > 0,
        (one) => `${found(one).join(', ')} in: ${one.text}`,
      ),
    ).toEqual([]);
  });

  it('has a short form of at most 160 characters that is whole', () => {
    const bad = ({ short }: Answered) => short.length > SHORT_ANSWER_MAX_CHARACTERS || /…$/.test(short);
    expect(breaking(bad, ({ short }) => short)).toEqual([]);
  });

  it('has data in the form of the contract', () => {
    const broken = ({ data }: Answered) => data !== null && !answerDataSchema.safeParse(data).success;
    expect(breaking(broken, ({ data }) => JSON.stringify(data))).toEqual([]);
  });

  it('says no figure that is not in its data', () => {
    const strange = (one: Answered) =>
      one.rule.endsWith('_in_several_places')
        ? []
        : numbersIn(withoutTimes(`${one.text} ${one.short}`)).filter(
            (number) => !isRoundedFrom(number, sayable(one)),
          );
    const show = (one: Answered) =>
      `${strange(one)
        .map(({ written }) => written)
        .join(', ')} in: ${one.text} | ${one.short}`;
    expect(breaking((one) => strange(one).length > 0, show)).toEqual([]);
  });

  it('names the service wherever it tells what one said', () => {
    const without = ({ data, sources }: Answered) => data !== null && (sources ?? []).length === 0;
    expect(breaking(without, ({ text }) => text)).toEqual([]);
  });

  it('says that the weather is missing wherever it is', () => {
    const silent = ({ rule, degraded }: Answered) =>
      rule === 'weather_away' && !degraded?.includes('weather');
    expect(breaking(silent, ({ text }) => text)).toEqual([]);
  });

  it('has its verbs agree with a single millimetre', () => {
    const odd = ({ text }: Answered) =>
      /\b(cayeron|esperan|serían|faltan|unos) (unos )?1 m|(cayó|se espera|sería) (?!1 )\d/.test(text);
    expect(breaking(odd, ({ text }) => text)).toEqual([]);
    expect(all.some(({ answered }) => / cayó 1 milímetro/.test(answered.text))).toBe(true);
  });

  it('never lets anybody spray while it rains', () => {
    const wet = all.filter(({ answered }) => {
      const { data } = answered;
      return data?.kind === 'advice' && data.topic === 'spraying' && data.weather?.description === 'lluvia';
    });
    expect(wet.length).toBeGreaterThan(0);
    expect(wet.filter(({ answered }) => answered.text.startsWith('Sí, ahora'))).toEqual([]);
  });

  it('points to the label wherever it speaks of spraying', () => {
    const silent = ({ data, text }: Answered) =>
      data?.kind === 'advice' && data.topic === 'spraying' && !text.includes('etiqueta');
    expect(breaking(silent, ({ text }) => text)).toEqual([]);
  });

  it('reads like Spanish: one space, a point at the end, no unit of the code', () => {
    const odd = ({ text }: Answered) =>
      / {2}|\.\.| ,| \.|undefined|null|NaN|Infinity|\ba el\b|\bde el\b/.test(text) || !/[.?]$/.test(text);
    expect(breaking(odd, ({ text }) => text)).toEqual([]);
  });
});
