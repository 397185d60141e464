import type { RedisClient } from '../../shared/process/redis/client.js';
import type { Outside, Spot } from '../../answering/outside.js';
import { coarsePoint } from '../../shared/contract/coarsePoint.js';
import type { Logger } from '../../shared/process/logger.js';
import { noTraces, type Traces } from '../../shared/process/traces/traces.js';
import { createCache } from './cache/createCache.js';
import { createMemoryStore } from './cache/memoryStore.js';
import { createRedisStore } from './cache/redisStore.js';
import { createLocalLimiter, createRedisLimiter } from './geocoding/limiter.js';
import { createNominatim } from './geocoding/nominatim.js';
import { createService, type Pace } from './http/createService.js';
import type { Limits } from './http/limits.js';
import { upstreamKeys } from './keys.js';
import type { LanguageModel } from './languageModel/languageModel.js';
import { createWriterSlots } from './languageModel/writerSlots.js';
import type { UpstreamMetrics } from './metrics.js';
import { userAgentOf } from './userAgent.js';
import type { UpstreamConfig } from './variables.js';
import { createOpenMeteo } from './weather/openMeteo.js';
import { createOpenWeatherMap } from './weather/openWeatherMap.js';
import { createWeather } from './weather/createWeather.js';
import type { ToldWeather } from './weather/source.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** For one of the slots of the language model: whoever waits holds up others. */
const WRITER_PATIENCE_MS = 5_000;
/** After twelve hours a last known weather is no longer told. */
const WEATHER_LIFETIME = { freshMs: 30 * MINUTE_MS, keepMs: 12 * HOUR_MS };
const WEATHER_MAX_BYTES = 32 * 1024;
const SPOT_LIFETIME = { freshMs: 30 * DAY_MS, keepMs: 30 * DAY_MS };
const SPOT_MAX_BYTES = 2 * 1024;

export interface OutsideOptions {
  config: UpstreamConfig;
  /** As `connectProducer` makes it: fails at once while Redis is away. Null: a cache of this process alone. */
  redis: RedisClient | null;
  /** `keysFor(name).prefix`. */
  prefix: string;
  /** Of AgroBot, for the User-Agent. */
  version: string;
  log: Logger;
  metrics: UpstreamMetrics;
  traces?: Traces;
  /** Null where none is configured. */
  languageModel: LanguageModel | null;
  /** Answers that may be written at the same time; the others go on without. */
  writersAtMost?: number;
  nowMs?: () => number;
  pace?: Partial<Pace>;
}

/** Where the text of a language model goes while it is written. */
export interface TextReader {
  onText(text: string): void;
  /** What was given so far does not count. */
  onReset(): void;
}

/** All services outside, behind the one port that answers know. */
export function createOutside(options: OutsideOptions) {
  const { config, redis, prefix, version, log, metrics, languageModel, pace = {} } = options;
  const { traces = noTraces } = options;
  const nowMs = options.nowMs ?? Date.now;
  const writers = createWriterSlots(options.writersAtMost ?? Infinity, WRITER_PATIENCE_MS);
  const keys = upstreamKeys(prefix);
  const store = redis ? createRedisStore(redis) : createMemoryStore(nowMs);
  const shared = { userAgent: userAgentOf(version, config.contact), log, metrics, traces, pace };

  const { openMeteo, openWeatherMap, nominatim } = config;
  const openMeteoSource =
    openMeteo && createOpenMeteo(createService({ ...shared, name: 'open-meteo', url: openMeteo.url }));
  const openWeatherMapSource =
    openWeatherMap &&
    createOpenWeatherMap(
      createService({ ...shared, name: 'openweathermap', url: openWeatherMap.url }),
      openWeatherMap.key,
    );
  const weather = createWeather({
    openMeteo: openMeteoSource,
    openWeatherMap: openWeatherMapSource,
    keys,
    cache: createCache<ToldWeather>({
      ...WEATHER_LIFETIME,
      name: 'weather',
      maxBytes: WEATHER_MAX_BYTES,
      store,
      log,
      metrics,
      nowMs,
    }),
  });

  const geocoding =
    nominatim &&
    createNominatim(
      createService({
        ...shared,
        name: 'nominatim',
        url: nominatim.url,
        admit: redis
          ? createRedisLimiter(redis, keys.geocodingSlot, nominatim.intervalMs)
          : createLocalLimiter(nominatim.intervalMs),
      }),
    );
  const spots = createCache<Spot | null>({
    ...SPOT_LIFETIME,
    name: 'geocoding',
    maxBytes: SPOT_MAX_BYTES,
    store,
    log,
    metrics,
    nowMs,
  });

  return {
    /**
     * The port for one answer: all that it asks of weather and maps shares one budget, which begins with the first call.
     * @param signal ends whatever is under way for this answer; every call throws its reason
     * @param withinMs for all of it, the language model included; afterwards nobody is asked
     */
    outside(signal: AbortSignal, reader?: TextReader, withinMs = Infinity): Outside {
      const endsAt = performance.now() + withinMs;
      let limits: Limits | undefined;
      const budget = () =>
        (limits ??= { signal, deadlineAt: Math.min(performance.now() + config.timeoutMs, endsAt) });
      return {
        nowMs,
        // Nothing finer than a kilometre leaves the house or is kept.
        weather: (point, use) => weather(coarsePoint(point), use, budget()),
        async describe(point) {
          if (!geocoding) return null;
          const place = coarsePoint(point);
          const cached = await spots.get(
            keys.spot(place),
            (within) => geocoding.read(place, within),
            budget(),
          );
          return cached?.value ?? null;
        },
        async write(brief) {
          signal.throwIfAborted();
          if (!languageModel) return null;
          if (!(await writers.take(signal))) {
            metrics.requests.inc({ upstream: 'language_model', outcome: 'busy' });
            return null;
          }
          try {
            return await languageModel.write(brief, {
              signal,
              withinMs: endsAt - performance.now(),
              onText: (text) => reader?.onText(text),
              onReset: () => reader?.onReset(),
            });
          } finally {
            writers.giveBack();
          }
        },
      };
    },
    async close(): Promise<void> {
      await Promise.all([
        openMeteoSource?.close(),
        openWeatherMapSource?.close(),
        geocoding?.close(),
        languageModel?.close?.(),
      ]);
    },
  };
}

export type UpstreamServices = ReturnType<typeof createOutside>;
