import type { Redis } from 'ioredis';

type ScriptReply = (string | number | null)[];
type ScriptCall = (...args: (string | number)[]) => Promise<ScriptReply>;

/**
 * A Lua script that runs atomically, in one round trip, by its SHA-1 (ioredis loads it again where Redis forgot it).
 * Its reply's first element names the outcome.
 */
export function defineScript(name: string, lua: string) {
  const defined = new WeakSet<Redis>();
  return (redis: Redis, keys: string[], args: (string | number)[]): Promise<ScriptReply> => {
    if (!defined.has(redis)) {
      redis.defineCommand(name, { lua, numberOfKeys: keys.length });
      defined.add(redis);
    }
    const call = (redis as unknown as Record<string, ScriptCall>)[name];
    if (call === undefined) throw new Error(`ioredis did not define the script ${name}`);
    return call.call(redis, ...keys, ...args);
  };
}

/** Milliseconds since 1970 by Redis' own clock, the only clock that all processes share. */
export const LUA_NOW_MS = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;
