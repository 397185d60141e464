import type { WeatherReport } from '../../../src/answering/outside.js';
import type { WeatherIntent } from './askWeather.js';

export interface Situation {
  intent: WeatherIntent;
  question: string;
  /** What the service tells, in words for the reader. */
  given: string;
  report: WeatherReport | null;
  sent?: { code: string; point: { lat: number; lon: number } | null };
}
