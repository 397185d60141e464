import { hash } from 'node:crypto';
import { rateLimit } from 'express-rate-limit';
import type { Request, Response } from 'express';
import type { RedisClient } from '../../shared/process/redis/client.js';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import { defineScript } from '../../shared/process/script.js';
import type { Keys } from '../../shared/questions/keys.js';
import { RateLimited } from './outcomes.js';

const WINDOW_MS = 60_000;

/**
 * Counts a caller's questions over all API processes; the reply says how many are left in the draft's RateLimit and
 * RateLimit-Policy headers.
 */
export function createRateLimit(redis: RedisClient, keys: Keys, perMinute: number) {
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
      sendCommand: createSend(redis),
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

/**
 * Carries the store's commands. It loads its scripts first, but not by their keys: of a Cluster any node would have
 * them, and a new master none. So they are sent when one that has to run them lacks them.
 */
function createSend(redis: RedisClient) {
  const scripts = new Map<string, ReturnType<typeof defineScript>>();
  return async (command: string, ...args: string[]): Promise<RedisReply> => {
    if (command === 'SCRIPT') {
      const source = String(args[1]);
      const sha1 = hash('sha1', source, 'hex');
      scripts.set(sha1, defineScript('agrobotRateLimit', source));
      return sha1;
    }
    const [sha1 = '', keyCount, ...rest] = args;
    const script = command === 'EVALSHA' ? scripts.get(sha1) : undefined;
    const reply = script
      ? script(redis, rest.slice(0, Number(keyCount)), rest.slice(Number(keyCount)))
      : redis.call(command, ...args);
    return (await reply) as RedisReply;
  };
}

export type RateLimit = ReturnType<typeof createRateLimit>;
