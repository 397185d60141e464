import type { RedisClient } from '../../../shared/process/redis/client.js';
import { defineScript, LUA_NOW_MS } from '../../../shared/process/script.js';
import { lockOf } from '../keys.js';
import { LEASE_MS, type CacheStore, type Claim } from './store.js';

/** Of what is kept; an entry of another version is not read, since its shape may be another. */
const ENTRY_VERSION = 1;

/** Keys: entry, lock. Arguments: token, lease in ms, version. */
const claim = defineScript(
  'claim a cache entry',
  `${LUA_NOW_MS}
local stored = redis.call('HMGET', KEYS[1], 'v', 'fresh', 'failed', 'fetched', 'json')
local fetched, json = '', ''
if stored[1] == ARGV[3] then
  fetched, json = stored[4], stored[5]
  if tonumber(stored[2]) > now then return {'fresh', fetched, json} end
end
if stored[3] and tonumber(stored[3]) > now then return {'failed', fetched, json} end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {'claimed', fetched, json} end
return {'busy', fetched, json}`,
);

/** Keys: lock. Arguments: token, lease in ms. */
const renew = defineScript(
  'renew the claim of a cache entry',
  `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return {'ok'}`,
);

/** Keys: entry, lock. Arguments: token, version, ms that it is fresh, ms that it is kept, fetched at, JSON. */
const fill = defineScript(
  'fill a cache entry',
  `${LUA_NOW_MS}
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'fresh', now + ARGV[3], 'fetched', ARGV[5], 'json', ARGV[6])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return {'ok'}`,
);

/** Keys: entry, lock. Arguments: token, ms that the failure holds. */
const release = defineScript(
  'release a cache entry',
  `${LUA_NOW_MS}
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return {'lost'} end
redis.call('DEL', KEYS[2])
local holds = tonumber(ARGV[2])
if holds > 0 then
  redis.call('HSET', KEYS[1], 'failed', now + holds)
  if redis.call('PTTL', KEYS[1]) < holds then redis.call('PEXPIRE', KEYS[1], holds) end
end
return {'ok'}`,
);

/** Shared by all replicas; what is fresh, and who fetches, is decided by Redis' own clock. */
export function createRedisStore(redis: RedisClient): CacheStore {
  return {
    async claim(key, token) {
      const reply = await claim(redis, [key, lockOf(key)], [token, LEASE_MS, ENTRY_VERSION]);
      const [state, fetched, json] = reply as [Claim['state'], string, string];
      return { state, entry: json === '' ? null : { fetchedAtMs: Number(fetched), json } };
    },
    async renew(key, token) {
      await renew(redis, [lockOf(key)], [token, LEASE_MS]);
    },
    async fill(key, token, { fetchedAtMs, json }, { freshMs, keepMs }) {
      await fill(redis, [key, lockOf(key)], [token, ENTRY_VERSION, freshMs, keepMs, fetchedAtMs, json]);
    },
    async release(key, token, failedForMs) {
      await release(redis, [key, lockOf(key)], [token, failedForMs]);
    },
  };
}
