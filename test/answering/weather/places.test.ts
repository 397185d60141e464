import { describe, expect, it } from 'vitest';
import type { Outside, WeatherUse } from '../../../src/answering/outside.js';
import type { Answered } from '../../../src/answering/query.js';
import { ANSWERS, askWeather, figures, outsideWith, weatherQuery, type WeatherIntent } from './askWeather.js';
import { NOW_MS, openWeatherReport, weatherReport } from './report.js';

const SENT = { code: '41551', point: { lat: 1.9, lon: -76.1 } };

async function completed(
  intent: WeatherIntent,
  question: string,
  outside: Outside,
  sent = null as typeof SENT | null,
) {
  const first = ANSWERS[intent](weatherQuery(question, sent), figures);
  if (!('needs' in first)) throw new Error('nothing is missing');
  expect(first.needs).toBe('weather');
  return first.complete(outside);
}

function placeOf({ data }: Answered) {
  return data !== null && 'place' in data ? data.place : null;
}

describe('where the weather is looked up', () => {
  it('is the municipal seat of a place that was named', async () => {
    const outside = outsideWith(weatherReport());
    await completed('weather', '¿Cómo está el clima en Tunja?', outside, SENT);
    const { lat, lon } = figures.municipalities.find(({ code }) => code === '15001')!;
    expect(outside.asked).toEqual([{ lat, lon }]);
  });

  it('is where the asker is, where no place was named', async () => {
    const outside = outsideWith(weatherReport());
    const answered = await completed('weather', '¿Cómo está el clima?', outside, SENT);
    expect(outside.asked).toEqual([SENT.point]);
    expect(placeOf(answered)).toMatchObject({ code: '41551' });
    expect(JSON.stringify(answered)).not.toContain('76.1');
  });

  it('is asked for where no place is known, and never guessed', async () => {
    for (const [intent, question] of [
      ['weather', '¿Cómo está el clima?'],
      ['weather_forecast', '¿Va a llover mañana?'],
      ['weather_sowing_advice', '¿Puedo fumigar hoy?'],
      ['irrigation_advice', '¿Debo regar hoy?'],
      ['weather', '¿Cómo está el clima en Colombia?'],
    ] as const) {
      const answered = await askWeather(intent, question, weatherReport());
      expect(answered.action?.type).toBe('ask_location');
      expect(answered.data).toBeNull();
    }
  });

  it.each(figures.departments.map(({ code, name }) => [name, code] as const))(
    'of a department is its capital, and the text says so: %s',
    async (name, code) => {
      const outside = outsideWith(weatherReport());
      const query = {
        ...weatherQuery('¿Cómo está el clima?'),
        places: [figures.place(code)!],
        placeFrom: 'question' as const,
      };
      const first = ANSWERS.weather(query, figures);
      const answered = 'needs' in first ? await first.complete(outside) : first;
      const capital = code === '25' ? '11001' : `${code}001`;
      expect(placeOf(answered)?.code).toBe(capital);
      if (code !== '11') expect(answered.text).toContain('(capital de');
      if (code !== '11') expect(answered.text).toContain('dígame cuál');
    },
  );

  it('are up to three places at once for the weather, and one for advice', async () => {
    const four = '¿Cómo está el clima en Tunja, en Cali, en Neiva y en Popayán?';
    const many = outsideWith(weatherReport());
    const weather = await completed('weather', four, many);
    expect(many.asked).toHaveLength(3);
    expect(weather.text).toContain('Por Popayán (Cauca) pregúnteme aparte.');
    const one = outsideWith(weatherReport());
    const advice = await completed('irrigation_advice', '¿Debo regar el maíz en Buga o en Neiva?', one);
    expect(one.asked).toHaveLength(1);
    expect(advice.text).toContain('Por Neiva (Huila) pregúnteme aparte.');
  });

  it('tells of one place where the other is not to be had', async () => {
    const answered = await completed(
      'weather',
      '¿Cómo está el clima en Tunja y en Cali?',
      outsideWith(weatherReport(), null),
    );
    expect(answered.text).toContain('En Tunja (Boyacá) hay 22 grados');
    expect(answered.text).toContain('No pude consultar el clima');
    expect(answered.degraded).toEqual(['weather']);
  });
});

describe('what the service is asked for', () => {
  it.each([
    ['weather', '¿Cómo está el clima en Tunja?', 'now'],
    ['weather', '¿Cómo va a estar el clima mañana en Tunja?', 'forecast'],
    ['weather', '¿Llovió ayer en Tunja?', 'advice'],
    ['weather_forecast', '¿Va a llover mañana en Tunja?', 'forecast'],
    ['weather_sowing_advice', '¿Puedo sembrar hoy en Tunja?', 'advice'],
    ['irrigation_advice', '¿Debo regar hoy en Tunja?', 'advice'],
  ] as const)('%s, %s: %s', async (intent, question, use) => {
    const asked: WeatherUse[] = [];
    const outside: Outside = {
      ...outsideWith(null),
      nowMs: () => NOW_MS,
      weather: async (_, wanted) => {
        asked.push(wanted);
        return null;
      },
    };
    await completed(intent, question, outside);
    expect(asked).toEqual([use]);
  });
});

describe('what is missing', () => {
  it('is told where the service is away, with what one can do oneself', async () => {
    const answered = await askWeather('irrigation_advice', '¿Debo regar hoy en Tunja?', null);
    expect(answered).toMatchObject({ data: null, degraded: ['weather'] });
    expect(answered.text).toContain('toque el suelo a 10 o 20 centímetros');
  });

  it('is told before the figures of an old report', async () => {
    const old = weatherReport({ report: { isStale: true, fetchedAtMs: NOW_MS - 3 * 3_600_000 } });
    const answered = await askWeather('weather', '¿Cómo está el clima en Tunja?', old);
    expect(answered.text).toMatch(/^Ojo: .* de hace 3 horas\./);
    expect(answered.degraded).toEqual(['weather']);
  });

  it('is not told of a report that is fresh', async () => {
    const answered = await askWeather('weather', '¿Cómo está el clima en Tunja?', weatherReport());
    expect(answered.degraded).toBeUndefined();
  });

  it('makes advice wait where the rain of the past is not known', async () => {
    for (const [intent, question] of [
      ['irrigation_advice', '¿Debo regar hoy en Tunja?'],
      ['weather_sowing_advice', '¿Siembro hoy en Tunja?'],
    ] as const) {
      const answered = await askWeather(intent, question, openWeatherReport());
      expect(answered.data).toMatchObject({ kind: 'advice', verdict: 'wait' });
      expect(answered.degraded).toEqual(['weather']);
    }
  });

  it('is worked out by Hargreaves where the service tells no ET₀', async () => {
    const answered = await askWeather(
      'irrigation_advice',
      '¿Debo regar el maíz en Buga?',
      weatherReport({ everyDay: { et0Mm: null } }),
    );
    expect(answered.data).toMatchObject({ kind: 'advice', numbers: { et0_estimated_days: 14 } });
    expect(answered.notes).toContain('ET0 of 14 days by Hargreaves');
  });

  it('keeps spraying from a yes where wind or humidity are not known', async () => {
    const unknown = weatherReport({ now: { windKmh: null }, everyHour: { windKmh: null } });
    const answered = await askWeather('weather_sowing_advice', '¿Puedo fumigar hoy en Tunja?', unknown);
    expect(answered.data).toMatchObject({ verdict: 'wait' });
    expect(answered.text).toContain('No puedo decirle');
  });
});

describe('irrigation counts', () => {
  it('the rain that fell today', async () => {
    const rain = weatherReport({ hours: { '2026-11-23T06:00': { rainMm: 60 } } });
    const dry = await askWeather('irrigation_advice', '¿Debo regar el maíz en Buga?', weatherReport());
    const wet = await askWeather('irrigation_advice', '¿Debo regar el maíz en Buga?', rain);
    expect(dry.data).toMatchObject({ verdict: 'yes' });
    expect(wet.data).toMatchObject({ verdict: 'no', numbers: { rain_today_mm: 60 } });
    expect(wet.text).toContain('Hoy ya cayeron 60 mm.');
  });

  it('the stage and the soil that the asker tells', async () => {
    const { data } = await askWeather(
      'irrigation_advice',
      'recién sembrado el frijol en suelo arcilloso en Garzón, ¿lo riego?',
      weatherReport(),
    );
    expect(data).toMatchObject({ numbers: { kc: 0.4, root_depth_m: 0.2, taw_mm: 32 } });
    const late = await askWeather(
      'irrigation_advice',
      'el frijol está por cosechar en Garzón, ¿lo riego?',
      weatherReport(),
    );
    expect(late.data).toMatchObject({ numbers: { kc: 0.35, root_depth_m: 0.6 } });
  });

  it('no rice and nothing under cover', async () => {
    for (const question of [
      '¿riego el arroz secano en Saldaña?',
      '¿riego la fresa bajo plástico en Tunja?',
    ]) {
      const answered = await askWeather('irrigation_advice', question, weatherReport());
      expect(answered.data).toBeNull();
      expect(answered.text).toContain('mi cuenta');
    }
  });
});
