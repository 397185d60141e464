import { hash } from 'node:crypto';
import type { RedisClient } from './redis/client.js';

type ScriptReply = (string | number | null)[];

/**
 * A Lua script that runs atomically, in one round trip, by its SHA-1; where Redis has forgotten it (a restart), it is
 * sent once more. Its reply's first element names the outcome.
 *
 * Not ioredis' defineCommand: an automatic pipeline that has begun before the definition does not know the new command,
 * and the process dies of "results[i] is not iterable" (redis/ioredis#1931).
 * @param name stands in Redis' slow log
 */
export function defineScript(name: string, lua: string) {
  const source = `-- ${name}\n${lua}`;
  const sha1 = hash('sha1', source, 'hex');
  return async (redis: RedisClient, keys: string[], args: (string | number)[]): Promise<ScriptReply> => {
    try {
      return (await redis.evalsha(sha1, keys.length, ...keys, ...args)) as ScriptReply;
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return (await redis.eval(source, keys.length, ...keys, ...args)) as ScriptReply;
    }
  };
}

/** Milliseconds since 1970 by Redis' own clock, the only clock that all processes share. */
export const LUA_NOW_MS = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;
