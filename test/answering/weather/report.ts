import type { DayWeather, HourWeather, Observation, WeatherReport } from '../../../src/answering/outside.js';
import { addDays, addHours } from '../../../src/answering/weather/colombianTime.js';

/** Monday, 23 November 2026, half past two in the afternoon in Colombia. */
export const NOW = '2026-11-23T14:30';
export const TODAY = '2026-11-23';
export const NOW_MS = Date.parse('2026-11-23T19:30:00Z');

export const OPEN_METEO = {
  id: 'open-meteo',
  name: 'Open-Meteo.com',
  url: 'https://open-meteo.com/',
} as const;
export const OPEN_WEATHER_MAP = {
  id: 'openweathermap',
  name: 'OpenWeather',
  url: 'https://openweathermap.org/',
} as const;

export interface ReportOf {
  now?: Partial<Observation>;
  /** By days from today (−14 to 5). */
  days?: Readonly<Record<number, Partial<DayWeather>>>;
  /** What all days are alike in. */
  everyDay?: Partial<DayWeather>;
  /** What all hours are alike in. */
  everyHour?: Partial<HourWeather>;
  /** By Colombian time. */
  hours?: Readonly<Record<string, Partial<HourWeather>>>;
  /** How many days back. */
  past?: number;
  stepHours?: 1 | 3;
  withoutHours?: boolean;
  report?: Partial<WeatherReport>;
}

/** A mild dry spell without wind to speak of; the rain of an hour is the day's only where a test says so. */
export function weatherReport(of: ReportOf = {}): WeatherReport {
  const { past = 14, stepHours = 1 } = of;
  const dates = Array.from({ length: past + 6 }, (_, index) => addDays(TODAY, index - past));
  const count = of.withoutHours ? 0 : (past + 6) * (24 / stepHours);
  const start = `${dates[0]}T00:00`;
  return {
    service: OPEN_METEO,
    fetchedAtMs: NOW_MS - 5 * 60_000,
    isStale: false,
    elevationM: 1000,
    stepHours,
    now: {
      observedAt: NOW,
      temperatureC: 22.4,
      feelsLikeC: 22.1,
      humidityPct: 74,
      windKmh: 8.2,
      rainMm: 0,
      sky: 'partly_cloudy',
      ...of.now,
    },
    days: dates.map((date, index) => ({
      date,
      minC: 14.2,
      maxC: 25.6,
      rainMm: 0,
      rainProbability: index < past ? null : 0.1,
      et0Mm: 4,
      sky: 'partly_cloudy' as const,
      ...of.everyDay,
      ...of.days?.[index - past],
    })),
    hours: Array.from({ length: count }, (_, index) => {
      const time = addHours(start, index * stepHours);
      return {
        time,
        temperatureC: 20,
        humidityPct: 70,
        windKmh: 8,
        rainMm: 0,
        ...of.everyHour,
        ...of.hours?.[time],
      };
    }),
    ...of.report,
  };
}

/** As OpenWeatherMap gives it: no past, three-hour steps, no ET₀. */
export function openWeatherReport(of: ReportOf = {}): WeatherReport {
  return weatherReport({
    past: 0,
    stepHours: 3,
    ...of,
    everyDay: { et0Mm: null, ...of.everyDay },
    report: { service: OPEN_WEATHER_MAP, ...of.report },
  });
}
