import { startJsonService } from './jsonService.js';

/** A quarter past two in the afternoon of a Monday. */
export const OPEN_METEO_NOW = '2026-11-23T14:15';

const PAST_DAYS = 14;
const FORECAST_DAYS = 6;
const HOUR_MS = 3_600_000;

/** What fails with status 400 and 429: https://open-meteo.com/en/docs ("Errors"). */
export const openMeteoError = (reason: string) => ({ error: true, reason });

/**
 * An answer of `GET /v1/forecast` with all the fields that are documented at https://open-meteo.com/en/docs for what
 * AgroBot asks; days warm up and cool down around 20 °C, and it rains 2 mm every hour from 15 to 17.
 */
export function openMeteoAnswer({ latitude = '5.54', longitude = '-73.36' }: Record<string, string> = {}) {
  const today = Date.parse(`${OPEN_METEO_NOW.slice(0, 10)}T00:00Z`);
  const start = today - PAST_DAYS * 24 * HOUR_MS;
  const hours = Array.from(
    { length: (PAST_DAYS + FORECAST_DAYS) * 24 },
    (_, index) => start + index * HOUR_MS,
  );
  const days = Array.from({ length: PAST_DAYS + FORECAST_DAYS }, (_, index) => start + index * 24 * HOUR_MS);
  const clock = (ms: number) => new Date(ms).getUTCHours();
  return {
    latitude: Number(latitude),
    longitude: Number(longitude),
    generationtime_ms: 0.34,
    utc_offset_seconds: -18_000,
    timezone: 'America/Bogota',
    timezone_abbreviation: 'GMT-5',
    elevation: 2_782,
    current_units: {
      time: 'iso8601',
      interval: 'seconds',
      temperature_2m: '°C',
      relative_humidity_2m: '%',
      apparent_temperature: '°C',
      weather_code: 'wmo code',
      wind_speed_10m: 'km/h',
    },
    current: {
      time: OPEN_METEO_NOW,
      interval: 900,
      temperature_2m: 16.4,
      relative_humidity_2m: 71,
      apparent_temperature: 15.2,
      weather_code: 61,
      wind_speed_10m: 9.7,
    },
    hourly_units: {
      time: 'iso8601',
      temperature_2m: '°C',
      relative_humidity_2m: '%',
      precipitation: 'mm',
      wind_speed_10m: 'km/h',
    },
    hourly: {
      time: hours.map((ms) => new Date(ms).toISOString().slice(0, 16)),
      temperature_2m: hours.map((ms) => 14 + (clock(ms) >= 9 && clock(ms) <= 17 ? 6 : 0)),
      relative_humidity_2m: hours.map(() => 75),
      // The sum of the hour before: rain from 14 to 17.
      precipitation: hours.map((ms) => (clock(ms) >= 15 && clock(ms) <= 17 ? 2 : 0)) as (number | null)[],
      wind_speed_10m: hours.map(() => 6.5),
    },
    daily_units: {
      time: 'iso8601',
      weather_code: 'wmo code',
      temperature_2m_max: '°C',
      temperature_2m_min: '°C',
      precipitation_sum: 'mm',
      precipitation_probability_max: '%',
      et0_fao_evapotranspiration: 'mm',
    },
    daily: {
      time: days.map((ms) => new Date(ms).toISOString().slice(0, 10)),
      weather_code: days.map(() => 61) as (number | null)[],
      temperature_2m_max: days.map(() => 20.1) as (number | null)[],
      temperature_2m_min: days.map(() => 8.3) as (number | null)[],
      precipitation_sum: days.map(() => 6) as (number | null)[],
      precipitation_probability_max: days.map(() => 85) as (number | null)[],
      et0_fao_evapotranspiration: days.map(() => 3.42) as (number | null)[],
    },
  };
}

export function startOpenMeteo() {
  return startJsonService((_, query) => openMeteoAnswer(query));
}
