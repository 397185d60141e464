import type { Point, WeatherReport, WeatherUse } from '../../../answering/outside.js';
import type { Cache, Cached } from '../cache/createCache.js';
import { leftMs, type Limits } from '../http/limits.js';
import type { UpstreamKeys } from '../keys.js';
import type { ToldWeather, WeatherSource } from './source.js';

/** Of what is left for the answer, where there is a second service to ask. */
const SHARE_OF_FIRST = 0.55;

export interface WeatherOptions {
  openMeteo: WeatherSource | null;
  openWeatherMap: WeatherSource | null;
  cache: Cache<ToldWeather>;
  keys: UpstreamKeys;
}

/**
 * OpenWeatherMap where there is a key, else Open-Meteo; either stands in for the other. An advice rests on past rain,
 * which only Open-Meteo tells: there its last known report goes before a new one without. Null: neither could tell, nor
 * has told of late.
 */
export function createWeather({ openMeteo, openWeatherMap, cache, keys }: WeatherOptions) {
  async function ask(source: WeatherSource, point: Point, limits: Limits): Promise<WeatherReport | null> {
    const cached = await cache.get(
      keys.weather(source.id, point),
      async (within) => {
        const value = await source.read(point, within);
        return value && { value };
      },
      limits,
    );
    return cached && reportOf(cached);
  }

  return async (point: Point, use: WeatherUse, limits: Limits): Promise<WeatherReport | null> => {
    const preferred = use === 'advice' ? [openMeteo, openWeatherMap] : [openWeatherMap, openMeteo];
    const [first, second] = preferred.filter((source) => source !== null);
    if (!first) return null;
    if (!second) return ask(first, point, limits);

    const deadlineAt = limits.deadlineAt - leftMs(limits) * (1 - SHARE_OF_FIRST);
    const report = await ask(first, point, { ...limits, deadlineAt });
    if (report && (!report.isStale || use === 'advice')) return report;
    const other = await ask(second, point, limits);
    if (!report || !other) return other ?? report;
    return other.isStale && other.fetchedAtMs < report.fetchedAtMs ? report : other;
  };
}

function reportOf({ value, fetchedAtMs, isStale }: Cached<ToldWeather>): WeatherReport {
  return { ...value, fetchedAtMs, isStale };
}
