import type { DayWeather, Observation } from '../outside.js';
import { formatNumber } from '../spanish/numbers.js';
import { WEATHER_TEXTS } from './texts.js';

/** How the measures of the weather are written, and the fields that the contract has for them. */

/** Less rounds to nothing. */
const LEAST_RAIN_MM = 0.05;

/** `12 grados`, `1 grado`. */
export function degrees(celsius: number): string {
  const written = formatNumber(celsius, 0);
  return `${written} ${written === '1' || written === '-1' ? 'grado' : 'grados'}`;
}

/** `12,3 milímetros`: the first time in a text. */
export function millimetres(mm: number): string {
  const written = rainNumber(mm);
  return `${written} ${written === '1' ? 'milímetro' : 'milímetros'}`;
}

/** `12,3 mm`: after the unit was written out. */
export function shortMillimetres(mm: number): string {
  return `${rainNumber(mm)} mm`;
}

/** Rain that is worth a figure; less is told as none. */
export function isRain(mm: number): boolean {
  return mm >= LEAST_RAIN_MM;
}

/** A depth in the soil or of an irrigation: nobody measures it to the tenth. */
export function waterDepth(mm: number): string {
  return formatNumber(mm, 0);
}

/** A probability of 0 to 1 as `80 %`. */
export function chance(probability: number): string {
  return `${formatNumber(probability * 100, 0)} %`;
}

function rainNumber(mm: number): string {
  return formatNumber(mm, mm >= 20 ? 0 : 1);
}

export function observationFields(now: Observation) {
  return {
    observed_at: now.observedAt,
    temperature_c: now.temperatureC,
    feels_like_c: now.feelsLikeC,
    humidity_pct: now.humidityPct,
    wind_kmh: now.windKmh,
    description: WEATHER_TEXTS.sky[now.sky],
    rain_mm: now.rainMm,
  };
}

export function dayFields(days: readonly DayWeather[]) {
  return days.map((day) => ({
    date: day.date,
    min_c: day.minC,
    max_c: day.maxC,
    rain_mm: day.rainMm,
    rain_probability: day.rainProbability,
    description: WEATHER_TEXTS.sky[day.sky],
  }));
}
