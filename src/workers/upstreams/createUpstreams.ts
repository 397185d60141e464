import type { RedisClient } from '../../shared/process/redis/client.js';
import type { Logger } from '../../shared/process/logger.js';
import { noTraces, type Traces } from '../../shared/process/traces/traces.js';
import { createOutside } from './createOutside.js';
import { createLocalBudget, createSharedBudget } from './languageModel/budget.js';
import { createLanguageModel } from './languageModel/createLanguageModel.js';
import type { LanguageModelConfig } from './languageModel/variables.js';
import type { UpstreamMetrics } from './metrics.js';
import type { UpstreamConfig } from './variables.js';

const WRITERS_SHARE = 0.75;

/**
 * Every service outside as the configuration has it: caches, budgets and limits are shared by all processes of an
 * installation through Redis, or kept by this one alone where there is none.
 */
export function createUpstreams({
  config,
  redis,
  prefix,
  version,
  log,
  metrics,
  traces = noTraces,
}: {
  config: {
    upstreams: UpstreamConfig;
    languageModel: LanguageModelConfig | null;
    /** Questions that wait for somebody outside at the same time. */
    compositions: number;
  };
  /** As `connectProducer` makes it: fails at once while Redis is away. */
  redis: RedisClient | null;
  /** `keysFor(name).prefix`. */
  prefix: string;
  version: string;
  log: Logger;
  metrics: UpstreamMetrics;
  traces?: Traces;
}) {
  const { upstreams, languageModel } = config;
  const upstream = 'language_model';
  // A counter that begins with its first event would hide that one from rate(): an alert waits for these.
  if (languageModel)
    for (const outcome of ['quota', 'budget']) metrics.requests.inc({ upstream, outcome }, 0);
  const budget = (tokensPerDay: number) =>
    redis
      ? createSharedBudget(redis, prefix, tokensPerDay, Date.now)
      : createLocalBudget(tokensPerDay, Date.now);
  const services = createOutside({
    config: upstreams,
    redis,
    prefix,
    version,
    log,
    metrics,
    traces,
    // The rest is for weather and maps, which are quick: a slow model must not keep them waiting.
    writersAtMost: Math.max(1, Math.floor(config.compositions * WRITERS_SHARE)),
    languageModel:
      languageModel &&
      createLanguageModel(languageModel, {
        log,
        traces,
        budget: budget(languageModel.tokensPerDay),
        count: (outcome) => metrics.requests.inc({ upstream, outcome }),
        onBreakerState: (state) => metrics.breaker.set({ upstream }, state),
      }),
  });
  return { ...services, canWrite: languageModel !== null };
}
