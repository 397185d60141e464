import { Agent, request } from 'undici';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from 'cockatiel';
import type { z } from 'zod';
import type { Logger } from '../../../shared/process/logger.js';
import { noTraces, type Traces } from '../../../shared/process/traces/traces.js';
import type { UpstreamMetrics } from '../metrics.js';
import { nextPause, retryAfterMs } from './backoff.js';
import { failureOfError, failureOfStatus, parseBody } from './judge.js';
import { leftMs, pause, withTimeout, type Limits } from './limits.js';
import { requestSpan, tellOutcome } from './requestSpan.js';
import { failure, isFault, mayPass, type Failure, type Reply } from './reply.js';

const CONNECT_TIMEOUT_MS = 3_000;
/** Behind the budget of an answer, for a call whose own limit should fail to end it. */
const SOCKET_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;
/** A process' connections to one service. */
const CONNECTIONS = 8;
/** The largest answer of all, 20 days of hours, has 40 KB. */
const MAX_RESPONSE_BYTES = 1024 * 1024;
const MAX_ERROR_BODY_BYTES = 16 * 1024;
/** Of what is left for the answer; so that a second attempt, or another service, has its chance. */
const SHARE_OF_ONE_ATTEMPT = 0.5;
/** Less is not worth a request. */
const SHORTEST_ATTEMPT_MS = 250;
/** For a 429 that does not say when to come back. */
const UNTOLD_PAUSE_MS = 10_000;
/** A service that asks for more is asked again all the same: its clock may be wrong. */
const LONGEST_PAUSE_MS = 10 * 60_000;

export interface Pace {
  attempts: number;
  firstPauseMs: number;
  longestPauseMs: number;
  /** Failed calls in a row after which a service is left alone. */
  breakAfter: number;
  /** How long it is, the first time; twice as long each time that it fails again. */
  halfOpenAfterMs: number;
  longestOpenMs: number;
}

const PACE: Pace = {
  attempts: 3,
  firstPauseMs: 200,
  longestPauseMs: 2_000,
  breakAfter: 5,
  halfOpenAfterMs: 10_000,
  longestOpenMs: 120_000,
};

export interface ServiceOptions {
  /** Stands in metrics and logs. */
  name: string;
  /** Base address, perhaps with a path. */
  url: string;
  userAgent: string;
  log: Logger;
  metrics: UpstreamMetrics;
  traces?: Traces;
  /** Waits until an attempt may leave; false: that would be too late. */
  admit?: (limits: Limits) => Promise<boolean>;
  pace?: Partial<Pace>;
}

/** A JSON service outside. */
export interface Service {
  /**
   * One call, with retries within its limits. Never throws for what the service does; what went wrong is counted and
   * logged once, without the request's query, which holds places and keys.
   * @throws the signal's reason
   */
  get<Value>(
    path: string,
    query: Record<string, string | number>,
    schema: z.ZodType<Value>,
    limits: Limits,
  ): Promise<Reply<Value>>;
  close(): Promise<void>;
}

export function createService({
  name,
  url,
  userAgent,
  log,
  metrics,
  traces = noTraces,
  admit,
  ...rest
}: ServiceOptions): Service {
  const pace = { ...PACE, ...rest.pace };
  const base = url.replace(/\/+$/, '');
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    connections: CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: SOCKET_TIMEOUT_MS,
    bodyTimeout: SOCKET_TIMEOUT_MS,
    maxResponseSize: MAX_RESPONSE_BYTES,
  });
  // An asker who leaves tells nothing of the service; but the one request that tries it must not close the breaker.
  const counts = (result: unknown) => {
    const reply = result as Reply<unknown>;
    return isFault(reply) || (reply.outcome === 'cancelled' && breaker.state !== CircuitState.Closed);
  };
  const breaker = circuitBreaker(handleWhenResult(counts), {
    breaker: new ConsecutiveBreaker(pace.breakAfter),
    halfOpenAfter: new ExponentialBackoff({
      initialDelay: pace.halfOpenAfterMs,
      maxDelay: pace.longestOpenMs,
    }),
  });
  metrics.breaker.set({ upstream: name }, CircuitState.Closed);
  breaker.onStateChange((state) => {
    metrics.breaker.set({ upstream: name }, state);
    if (state === CircuitState.Open) log.warn({ upstream: name }, 'upstream is left alone for a while');
    if (state === CircuitState.Closed) log.info({ upstream: name }, 'upstream works again');
  });
  /** The service asked to be left alone until then, in ms since 1970. */
  let pausedUntilMs = 0;

  async function attempt<Value>(
    address: URL,
    schema: z.ZodType<Value>,
    limits: Limits,
  ): Promise<Reply<Value>> {
    const limit = withTimeout(limits.signal, leftMs(limits) * SHARE_OF_ONE_ATTEMPT);
    try {
      const { statusCode, headers, body } = await request(address, {
        dispatcher: agent,
        signal: limit.signal,
        headers: { accept: 'application/json', 'user-agent': userAgent },
      });
      if (statusCode === 200) return parseBody(await body.text(), schema);
      await body.dump({ limit: MAX_ERROR_BODY_BYTES, signal: limit.signal }).catch(() => undefined);
      return failureOfStatus(statusCode, retryAfterMs(headers['retry-after'], Date.now()));
    } catch (error) {
      if (limits.signal.aborted) return failure('cancelled', 'the asker has gone');
      if (limit.timedOut()) return failure('timeout', 'no answer in time');
      return failureOfError(error);
    } finally {
      limit.clear();
    }
  }

  async function guarded<Value>(address: URL, schema: z.ZodType<Value>, limits: Limits) {
    try {
      return await breaker.execute(() =>
        traces.inSpan(requestSpan(address), async (span) => {
          const reply = await attempt(address, schema, limits);
          tellOutcome(span, reply);
          return reply;
        }),
      );
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        return failure('breaker_open', 'it has failed again and again');
      }
      throw error;
    }
  }

  async function withRetries<Value>(
    address: URL,
    schema: z.ZodType<Value>,
    limits: Limits,
  ): Promise<{ reply: Reply<Value>; attempts: number }> {
    let pauseMs = pace.firstPauseMs;
    // What the service itself said last; nothing of ours may stand in for it.
    let said: Reply<Value> | undefined;
    for (let attempts = 1; ; attempts++) {
      if (admit && !(await admit(limits))) {
        return { reply: said ?? failure('busy', 'no free slot in time'), attempts: attempts - 1 };
      }
      if (leftMs(limits) < SHORTEST_ATTEMPT_MS) {
        return { reply: said ?? failure('timeout', 'no time left to ask'), attempts: attempts - 1 };
      }
      const reply = await guarded(address, schema, limits);
      said = reply;
      if (reply.outcome === 'ok' || attempts === pace.attempts || !mayPass(reply)) return { reply, attempts };
      pauseMs = nextPause(
        pauseMs,
        { firstMs: pace.firstPauseMs, longestMs: pace.longestPauseMs },
        Math.random(),
      );
      const waitMs = Math.max(pauseMs, reply.retryAfterMs ?? 0);
      if (waitMs + SHORTEST_ATTEMPT_MS > leftMs(limits)) return { reply, attempts };
      await pause(waitMs, limits.signal);
    }
  }

  /** Remembers what a service that asks for patience wants, for all calls that follow. */
  function heed({ outcome, retryAfterMs: wantedMs }: Failure) {
    const ms = wantedMs ?? (outcome === 'limited' ? UNTOLD_PAUSE_MS : 0);
    if (ms > 0) pausedUntilMs = Date.now() + Math.min(ms, LONGEST_PAUSE_MS);
  }

  return {
    async get(path, query, schema, limits) {
      limits.signal.throwIfAborted();
      const started = performance.now();
      const address = new URL(`${base}${path}`);
      for (const [field, value] of Object.entries(query)) address.searchParams.set(field, String(value));

      const paused = Date.now() < pausedUntilMs;
      const { reply, attempts } = paused
        ? { reply: failure('limited', 'it asked to be left alone'), attempts: 0 }
        : await withRetries(address, schema, limits).catch((error: unknown) => {
            if (!limits.signal.aborted) throw error;
            return { reply: failure('cancelled', 'the asker has gone'), attempts: 0 };
          });
      metrics.requests.inc({ upstream: name, outcome: reply.outcome });
      if (reply.outcome === 'ok') return reply;
      if (reply.outcome === 'cancelled') throw limits.signal.reason as Error;
      if (attempts > 0) heed(reply);
      const { outcome, status, reason } = reply;
      const ms = Math.round(performance.now() - started);
      const level = outcome === 'breaker_open' || paused ? 'debug' : 'warn';
      log[level]({ upstream: name, outcome, status, reason, attempts, ms }, 'upstream request failed');
      return reply;
    },
    close: () => agent.destroy(),
  };
}
