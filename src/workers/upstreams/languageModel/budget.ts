import { colombianTime, dateOf } from '../../../answering/weather/colombianTime.js';
import type { RedisClient } from '../../../shared/process/redis/client.js';
import { defineScript } from '../../../shared/process/script.js';

/** Tokens of a day; a day is Colombian. */
export interface TokenBudget {
  /** Takes an estimate before a request, so that many at once cannot overrun the day; null: not enough is left. */
  reserve(tokens: number): Promise<Reservation | null>;
}

export interface Reservation {
  /** Corrects the estimate by what was used, on the day on which it was reserved. Only the first call counts. */
  settle(usedTokens: number): Promise<void>;
}

/** Past the end of its day, for requests that run over midnight. */
const KEPT_S = 48 * 3_600;

// KEYS tokens of the day
// ARGV estimate, limit, seconds kept
const reserveScript = defineScript(
  'agrobotReserveTokens',
  `
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
if used + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return { 'refused', used } end
used = redis.call('INCRBY', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return { 'reserved', used }
`,
);

// KEYS tokens of the day
// ARGV used minus estimate
const settleScript = defineScript(
  'agrobotSettleTokens',
  `
if redis.call('EXISTS', KEYS[1]) == 0 then return { 'gone' } end
return { 'settled', redis.call('INCRBY', KEYS[1], ARGV[1]) }
`,
);

/**
 * One budget for all replicas. A process that dies between the two leaves its estimate as used.
 * @param prefix of all keys, with its hash tag: `{agrobot}`
 * @throws what Redis throws: without it nobody knows what is left
 */
export function createSharedBudget(
  redis: RedisClient,
  prefix: string,
  tokensPerDay: number,
  nowMs: () => number,
): TokenBudget {
  if (tokensPerDay === 0) return NO_LIMIT;
  return {
    async reserve(tokens) {
      const key = `${prefix}:language-model-tokens:${dateOf(colombianTime(nowMs()))}`;
      const [outcome] = await reserveScript(redis, [key], [tokens, tokensPerDay, KEPT_S]);
      if (outcome !== 'reserved') return null;
      return settledOnce(async (used) => {
        await settleScript(redis, [key], [used - tokens]);
      });
    },
  };
}

/** A budget of one process, for the command line. */
export function createLocalBudget(tokensPerDay: number, nowMs: () => number): TokenBudget {
  if (tokensPerDay === 0) return NO_LIMIT;
  let day = '';
  let total = 0;
  return {
    reserve(tokens) {
      const today = dateOf(colombianTime(nowMs()));
      if (today !== day) {
        day = today;
        total = 0;
      }
      if (total + tokens > tokensPerDay) return Promise.resolve(null);
      total += tokens;
      return Promise.resolve(
        settledOnce((used) => {
          if (day === today) total += used - tokens;
          return Promise.resolve();
        }),
      );
    },
  };
}

const NO_LIMIT: TokenBudget = {
  reserve: () => Promise.resolve({ settle: () => Promise.resolve() }),
};

function settledOnce(settle: (used: number) => Promise<void>): Reservation {
  let isSettled = false;
  return {
    settle(used) {
      if (isSettled) return Promise.resolve();
      isSettled = true;
      return settle(Math.max(0, Math.round(used)));
    },
  };
}
