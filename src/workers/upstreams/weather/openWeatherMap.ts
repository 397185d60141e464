import { z } from 'zod';
import type { DayWeather, HourWeather } from '../../../answering/outside.js';
import type { Service } from '../http/createService.js';
import { colombianTime, dateOf } from '../../../answering/weather/colombianTime.js';
import { mostSevere, skyOfConditionId } from './sky.js';
import type { ToldWeather, WeatherSource } from './source.js';

const STEP_HOURS = 3;
const STEP_MS = STEP_HOURS * 3_600_000;
const STEPS_A_DAY = 24 / STEP_HOURS;
const KMH_PER_MS = 3.6;

const mainSchema = z.object({
  temp: z.number(),
  feels_like: z.number().nullish(),
  temp_min: z.number(),
  temp_max: z.number(),
  humidity: z.number().nullish(),
});
const conditionsSchema = z.array(z.object({ id: z.int() })).min(1);
const windSchema = z.object({ speed: z.number() }).nullish();

/** With `units=metric`: °C, %, m/s; rain in mm of the hour up to `dt`. Source: https://openweathermap.org/current */
export const currentSchema = z.object({
  dt: z.int(),
  main: mainSchema,
  weather: conditionsSchema,
  wind: windSchema,
  rain: z.object({ '1h': z.number().optional() }).nullish(),
});

/**
 * Steps of three hours; rain in mm of the three hours up to `dt`, `pop` from 0 to 1.
 * Source: https://openweathermap.org/forecast5
 */
export const forecastSchema = z.object({
  list: z
    .array(
      z.object({
        dt: z.int(),
        main: mainSchema,
        weather: conditionsSchema,
        wind: windSchema,
        pop: z.number().min(0).max(1).nullish(),
        rain: z.object({ '3h': z.number().optional() }).nullish(),
      }),
    )
    .min(1),
});

type Current = z.infer<typeof currentSchema>;
type Forecast = z.infer<typeof forecastSchema>;
type Step = Forecast['list'][number];

/** Two requests: now, and five days in steps of three hours. It tells neither past rain nor evapotranspiration. */
export function createOpenWeatherMap(service: Service, key: string): WeatherSource {
  return {
    id: 'openweathermap',
    async read({ lat, lon }, limits) {
      const query = { lat, lon, units: 'metric', appid: key };
      const [current, forecast] = await Promise.all([
        service.get('/data/2.5/weather', query, currentSchema, limits),
        service.get('/data/2.5/forecast', query, forecastSchema, limits),
      ]);
      if (current.outcome !== 'ok' || forecast.outcome !== 'ok') return null;
      return toldByOpenWeatherMap(current.value, forecast.value);
    },
    close: () => service.close(),
  };
}

export function toldByOpenWeatherMap(current: Current, { list }: Forecast): ToldWeather {
  return {
    service: { id: 'openweathermap', name: 'OpenWeather', url: 'https://openweathermap.org/' },
    elevationM: null,
    now: {
      observedAt: colombianTime(current.dt * 1_000),
      temperatureC: current.main.temp,
      feelsLikeC: current.main.feels_like ?? null,
      humidityPct: current.main.humidity ?? null,
      windKmh: kmh(current.wind),
      // The field is missing where it has not rained.
      rainMm: current.rain?.['1h'] ?? 0,
      sky: skyOfConditionId(current.weather[0]!.id),
    },
    days: daysOf(current, list),
    hours: hoursOf(current, list),
    stepHours: STEP_HOURS,
  };
}

/** The state at the beginning of each step, with the rain that falls until its end. */
function hoursOf(current: Current, list: readonly Step[]): HourWeather[] {
  return list.map((step, index) => {
    const { main, wind } = list[index - 1] ?? current;
    return {
      time: beginOf(step),
      temperatureC: main.temp,
      humidityPct: main.humidity ?? null,
      windKmh: kmh(wind),
      rainMm: step.rain?.['3h'] ?? 0,
    };
  });
}

/**
 * By Colombian day, today's from now on. A step's rain belongs to the day in which it begins (one of the eight reaches
 * two hours into it from the day before), its temperatures to the day of its time. A last day without all of its steps
 * is left out: its sum would be too small.
 */
function daysOf(current: Current, list: readonly Step[]): DayWeather[] {
  const today = dateOf(colombianTime(current.dt * 1_000));
  const dates = [...new Set([today, ...list.map(beginDateOf)])].filter((date) => date >= today).sort();
  return dates.flatMap((date) => {
    const falling = list.filter((step) => beginDateOf(step) === date);
    if (date !== today && falling.length < STEPS_A_DAY) return [];
    const during: { main: Step['main'] }[] = list.filter(
      ({ dt }) => dateOf(colombianTime(dt * 1_000)) === date,
    );
    const told = date === today ? [current, ...during] : during;
    const skies = falling.map(({ weather }) => skyOfConditionId(weather[0]!.id));
    const probabilities = falling.flatMap(({ pop }) => pop ?? []);
    return {
      date,
      minC: Math.min(...told.map(({ main }) => main.temp_min)),
      maxC: Math.max(...told.map(({ main }) => main.temp_max)),
      rainMm: Math.round(falling.reduce((sum, { rain }) => sum + (rain?.['3h'] ?? 0), 0) * 100) / 100,
      rainProbability: probabilities.length === 0 ? null : Math.max(...probabilities),
      et0Mm: null,
      sky: mostSevere(skies.length > 0 ? skies : [skyOfConditionId(current.weather[0]!.id)]),
    };
  });
}

function beginOf({ dt }: Step): string {
  return colombianTime(dt * 1_000 - STEP_MS);
}

function beginDateOf(step: Step): string {
  return dateOf(beginOf(step));
}

function kmh(wind: Step['wind']): number | null {
  return wind ? Math.round(wind.speed * KMH_PER_MS * 10) / 10 : null;
}
