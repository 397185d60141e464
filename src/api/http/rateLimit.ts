import { rateLimit } from 'express-rate-limit';
import type { Request, Response } from 'express';
import type { Redis } from 'ioredis';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import type { Keys } from '../../shared/questions/keys.js';
import { RateLimited } from './outcomes.js';

const WINDOW_MS = 60_000;

/**
 * Counts a caller's questions over all API processes; the reply says how many are left in the draft's RateLimit and
 * RateLimit-Policy headers. Must be made while Redis is there: a store that fails to load its scripts never recovers.
 */
export function createRateLimit(redis: Redis, keys: Keys, perMinute: number) {
  const callers = new WeakMap<Request, string>();
  const limiter = rateLimit({
    windowMs: WINDOW_MS,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'questions',
    // Callers are told apart before, with their own rule for addresses.
    validate: false,
    keyGenerator: (request) => callers.get(request) ?? '',
    handler: (_request, response, next) => {
      next(new RateLimited(Number(response.getHeader('retry-after') ?? WINDOW_MS / 1_000)));
    },
    store: new RedisStore({
      prefix: keys.rateLimits,
      sendCommand: (command: string, ...args: string[]) =>
        redis.call(command, ...args) as Promise<RedisReply>,
    }),
  });

  /** Throws RateLimited once the caller has none left. */
  return async (request: Request, response: Response, callerId: string): Promise<void> => {
    callers.set(request, callerId);
    await new Promise<void>((resolve, reject) => {
      const next = (error?: unknown) => (error instanceof Error ? reject(error) : resolve());
      Promise.resolve(limiter(request, response, next)).catch(reject);
    });
  };
}

export type RateLimit = ReturnType<typeof createRateLimit>;
