import { defineScript, LUA_NOW_MS } from '../script.js';
import type { RedisClient } from './client.js';

// A command without a key goes to any node of a Cluster; a script goes where its key is.

const nowScript = defineScript('agrobotNow', `${LUA_NOW_MS}\nreturn { now }`);

const infoScript = defineScript(
  'agrobotInfo',
  `return { redis.call('INFO', 'memory'), redis.call('INFO', 'stats') }`,
);

/**
 * Milliseconds since 1970 by the clock of the node that holds our keys.
 * @param key any of them
 */
export async function nodeTimeMs(redis: RedisClient, key: string): Promise<number> {
  return Number((await nowScript(redis, [key], []))[0]);
}

/**
 * INFO of the node that holds our keys.
 * @param key any of them
 */
export async function nodeInfo(redis: RedisClient, key: string): Promise<{ memory: string; stats: string }> {
  const [memory, stats] = await infoScript(redis, [key], []);
  return { memory: String(memory), stats: String(stats) };
}
