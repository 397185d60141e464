import { NOW_MS, weatherReport } from './report.js';

/** The weather of the situations: each is named in words where it is used. */

export const WET_WEEK = weatherReport({
  days: {
    [-6]: { rainMm: 9.5 },
    [-3]: { rainMm: 14 },
    [-1]: { rainMm: 6.2 },
    0: { rainMm: 4, rainProbability: 0.6, sky: 'rain' },
    1: { rainMm: 12.3, rainProbability: 0.8, sky: 'rain' },
    2: { rainMm: 0.2, rainProbability: 0.2 },
    3: { rainMm: 2.4, rainProbability: 0.45, sky: 'drizzle' },
    4: { rainMm: 0, rainProbability: 0.05, sky: 'clear' },
    5: { rainMm: 7, rainProbability: 0.7, sky: 'thunderstorm' },
  },
  hours: {
    '2026-11-24T15:00': { rainMm: 7 },
    '2026-11-24T16:00': { rainMm: 5.3 },
  },
});
export const DRY = weatherReport({ everyDay: { et0Mm: 4.4 } });
export const COLD = weatherReport({
  everyDay: { minC: 6.4, maxC: 18.8, et0Mm: 3.1 },
  days: { [-2]: { rainMm: 24 }, 1: { minC: 2.2 } },
  report: { elevationM: 2780 },
});
export const RAINING = weatherReport({
  now: { sky: 'rain', rainMm: 2.4, temperatureC: 17.8, humidityPct: 93, windKmh: 5 },
  days: { 0: { rainMm: 18, rainProbability: 0.95, sky: 'rain' } },
  hours: {
    '2026-11-23T14:00': { rainMm: 2.4 },
    '2026-11-23T15:00': { rainMm: 3 },
    '2026-11-23T16:00': { rainMm: 1 },
  },
});
export const WINDY = weatherReport({
  now: { windKmh: 21.4 },
  everyHour: { windKmh: 22 },
  hours: { '2026-11-24T06:00': { windKmh: 6 } },
});
export const STALE = weatherReport({ report: { isStale: true, fetchedAtMs: NOW_MS - 3 * 3_600_000 } });
export const RAIN_COMES = weatherReport({
  everyDay: { et0Mm: 4.8 },
  hours: { '2026-11-24T14:00': { rainMm: 38 }, '2026-11-25T02:00': { rainMm: 26 } },
});
