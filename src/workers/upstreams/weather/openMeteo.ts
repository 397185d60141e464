import { z } from 'zod';
import type { DayWeather, HourWeather } from '../../../answering/outside.js';
import type { Service } from '../http/createService.js';
import { addHours, dateOf } from '../../../answering/weather/colombianTime.js';
import { skyOfWmoCode } from './sky.js';
import type { ToldWeather, WeatherSource } from './source.js';

const PAST_DAYS = 14;
/** Today included. */
const FORECAST_DAYS = 6;
/** Hours after now that are kept; days reach further. */
const HOURS_AHEAD = 72;

const CURRENT = 'temperature_2m,relative_humidity_2m,apparent_temperature,weather_code,wind_speed_10m';
const HOURLY = 'temperature_2m,relative_humidity_2m,precipitation,wind_speed_10m';
const DAILY =
  'weather_code,temperature_2m_max,temperature_2m_min,precipitation_sum,precipitation_probability_max,' +
  'et0_fao_evapotranspiration';

const timeSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
const dateSchema = z.iso.date();
/** A model that does not reach so far tells nothing for that time. */
const seriesSchema = z.array(z.number().nullable());

/**
 * Units are the service's own: °C, %, mm, km/h. Hourly precipitation is the sum of the hour *before* its time.
 * Source: https://open-meteo.com/en/docs
 */
export const openMeteoSchema = z.object({
  elevation: z.number().nullish(),
  current: z.object({
    time: timeSchema,
    temperature_2m: z.number(),
    relative_humidity_2m: z.number().nullish(),
    apparent_temperature: z.number().nullish(),
    weather_code: z.number(),
    wind_speed_10m: z.number().nullish(),
  }),
  hourly: z.object({
    time: z.array(timeSchema),
    temperature_2m: seriesSchema,
    relative_humidity_2m: seriesSchema,
    precipitation: seriesSchema,
    wind_speed_10m: seriesSchema,
  }),
  daily: z.object({
    time: z.array(dateSchema),
    weather_code: seriesSchema,
    temperature_2m_max: seriesSchema,
    temperature_2m_min: seriesSchema,
    precipitation_sum: seriesSchema,
    precipitation_probability_max: seriesSchema,
    et0_fao_evapotranspiration: seriesSchema,
  }),
});

type OpenMeteoAnswer = z.infer<typeof openMeteoSchema>;

/** One request tells now, the hours, the past two weeks and six days from today. */
export function createOpenMeteo(service: Service): WeatherSource {
  return {
    id: 'open-meteo',
    async read({ lat, lon }, limits) {
      const reply = await service.get(
        '/v1/forecast',
        {
          latitude: lat,
          longitude: lon,
          current: CURRENT,
          hourly: HOURLY,
          daily: DAILY,
          timezone: 'America/Bogota',
          wind_speed_unit: 'kmh',
          past_days: PAST_DAYS,
          forecast_days: FORECAST_DAYS,
        },
        openMeteoSchema,
        limits,
      );
      return reply.outcome === 'ok' ? toldByOpenMeteo(reply.value) : null;
    },
    close: () => service.close(),
  };
}

export function toldByOpenMeteo(answer: OpenMeteoAnswer): ToldWeather {
  const { current, elevation } = answer;
  const now = current.time;
  return {
    service: { id: 'open-meteo', name: 'Open-Meteo.com', url: 'https://open-meteo.com/' },
    elevationM: elevation ?? null,
    now: {
      observedAt: now,
      temperatureC: current.temperature_2m,
      feelsLikeC: current.apparent_temperature ?? null,
      humidityPct: current.relative_humidity_2m ?? null,
      windKmh: current.wind_speed_10m ?? null,
      rainMm: rainOfLastHour(answer),
      sky: skyOfWmoCode(current.weather_code),
    },
    days: daysOf(answer, dateOf(now)),
    hours: hoursOf(answer),
    stepHours: 1,
  };
}

/** From yesterday on; each with the rain that the service tells at its end. */
function hoursOf({ current, hourly }: OpenMeteoAnswer): HourWeather[] {
  const first = `${dateOf(addHours(current.time, -24))}T00:00`;
  const last = addHours(current.time, HOURS_AHEAD);
  return hourly.time.flatMap((time, index) => {
    const temperatureC = told(hourly.temperature_2m, index);
    const rainMm = told(hourly.precipitation, index + 1);
    if (time < first || time > last || temperatureC === null || rainMm === null) return [];
    return {
      time,
      temperatureC,
      humidityPct: told(hourly.relative_humidity_2m, index),
      windKmh: told(hourly.wind_speed_10m, index),
      rainMm,
    };
  });
}

/** A day without temperatures or rain is left out. */
function daysOf({ daily }: OpenMeteoAnswer, today: string): DayWeather[] {
  return daily.time.flatMap((date, index) => {
    const minC = told(daily.temperature_2m_min, index);
    const maxC = told(daily.temperature_2m_max, index);
    const rainMm = told(daily.precipitation_sum, index);
    if (minC === null || maxC === null || rainMm === null) return [];
    const probabilityPct = told(daily.precipitation_probability_max, index);
    return {
      date,
      minC,
      maxC,
      rainMm,
      rainProbability: date < today || probabilityPct === null ? null : probabilityPct / 100,
      et0Mm: told(daily.et0_fao_evapotranspiration, index),
      sky: skyOfWmoCode(told(daily.weather_code, index) ?? 0),
    };
  });
}

/**
 * The hour up to now lies in two clock hours, each of which counts by how much of it is in there. (The service's own
 * current precipitation is of a quarter of an hour.)
 */
function rainOfLastHour({ current, hourly }: OpenMeteoAnswer): number | null {
  const clockHour = `${current.time.slice(0, 14)}00`;
  const index = hourly.time.indexOf(clockHour);
  const before = told(hourly.precipitation, index);
  const during = told(hourly.precipitation, index + 1);
  if (index < 0 || before === null || during === null) return null;
  const share = Number(current.time.slice(14)) / 60;
  return Math.round((before * (1 - share) + during * share) * 10) / 10;
}

function told(series: readonly (number | null)[], index: number): number | null {
  return series[index] ?? null;
}
