import type { Point, WeatherReport } from '../../../answering/outside.js';
import type { Limits } from '../http/limits.js';

/** A weather service; null where it could not tell. */
export interface WeatherSource {
  id: WeatherReport['service']['id'];
  read(point: Point, limits: Limits): Promise<ToldWeather | null>;
  close(): Promise<void>;
}

/** What a service told, and what is kept in the cache. */
export type ToldWeather = Omit<WeatherReport, 'fetchedAtMs' | 'isStale'>;
