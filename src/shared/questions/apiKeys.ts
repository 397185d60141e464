import { hash, randomBytes } from 'node:crypto';
import type { RedisClient } from '../process/redis/client.js';
import { z } from 'zod';
import type { Keys } from './keys.js';

/**
 * What a key may do: ask questions (and cancel and rate them), read them, read feedback, and ask on behalf of others
 * who are then counted apart.
 */
export const SCOPES = ['ask', 'read', 'admin', 'on_behalf'] as const;
export type Scope = (typeof SCOPES)[number];

const KEY = /^agro_[\w-]{43}$/;
const ID_CHARACTERS = 12;

const ownerSchema = z.object({
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  created_at: z.iso.datetime(),
});

export interface ApiKeyOwner extends z.infer<typeof ownerSchema> {
  /** First characters of the key's SHA-256: names it without giving it away. */
  id: string;
}

/** Keys have 256 random bits, so a plain hash is enough: nobody can try them all. */
function digestOf(key: string): string {
  return hash('sha256', key, 'hex');
}

/** Makes a key. It is returned once and stored only as its hash. */
export async function createApiKey(
  redis: RedisClient,
  keys: Keys,
  owner: { name: string; scopes: Scope[] },
): Promise<{ key: string; owner: ApiKeyOwner }> {
  const key = `agro_${randomBytes(32).toString('base64url')}`;
  const digest = digestOf(key);
  const stored = { ...owner, created_at: new Date().toISOString() };
  await redis.hset(keys.apiKeys, digest, JSON.stringify(stored));
  return { key, owner: { id: digest.slice(0, ID_CHARACTERS), ...stored } };
}

/** Whose key this is, or null when it is none of ours (any more). */
export async function findApiKey(redis: RedisClient, keys: Keys, key: string): Promise<ApiKeyOwner | null> {
  if (!KEY.test(key)) return null;
  const digest = digestOf(key);
  const json = await redis.hget(keys.apiKeys, digest);
  return json === null ? null : ownerFrom(digest, json);
}

export async function listApiKeys(redis: RedisClient, keys: Keys): Promise<ApiKeyOwner[]> {
  const all = Object.entries(await redis.hgetall(keys.apiKeys));
  return all
    .map(([digest, json]) => ownerFrom(digest, json))
    .sort((a, b) => a.created_at.localeCompare(b.created_at));
}

/** @returns the owner of the revoked key, or null when no key has this id */
export async function revokeApiKey(redis: RedisClient, keys: Keys, id: string): Promise<ApiKeyOwner | null> {
  if (id.length < ID_CHARACTERS) return null;
  for (const [digest, json] of Object.entries(await redis.hgetall(keys.apiKeys))) {
    if (!digest.startsWith(id)) continue;
    await redis.hdel(keys.apiKeys, digest);
    return ownerFrom(digest, json);
  }
  return null;
}

function ownerFrom(digest: string, json: string): ApiKeyOwner {
  return { id: digest.slice(0, ID_CHARACTERS), ...ownerSchema.parse(JSON.parse(json)) };
}
