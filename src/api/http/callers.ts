import { ipKeyGenerator } from 'express-rate-limit';
import type { Request } from 'express';
import type { RedisClient } from '../../shared/process/redis/client.js';
import { findApiKey, type ApiKeyOwner, type Scope } from '../../shared/questions/apiKeys.js';
import type { Keys } from '../../shared/questions/keys.js';
import type { ApiConfig } from '../config.js';
import { Forbidden, InvalidRequest, Unauthenticated } from './outcomes.js';

/** How long a key is believed without asking again: a revoked one works for this long at most. */
const KEY_BELIEVED_MS = 5_000;
const KEYS_REMEMBERED = 10_000;
const IPV6_SUBNET_BITS = 64;
/** What everybody may do where no key is asked for. */
const OPEN_SCOPES: readonly Scope[] = ['ask', 'read'];
const BEARER = /^Bearer +(\S+) *$/i;
const ON_BEHALF_OF = /^[\w.:@-]{1,64}$/;

export interface Caller {
  /** Open questions, rates and Idempotency-Keys are told apart by it. */
  id: string;
  scopes: readonly Scope[];
}

/**
 * Tells who calls: the owner of the API key, else (in open mode) the client address, as a trusted proxy tells it.
 * Throws Unauthenticated, or Forbidden where the caller may not do what the route needs.
 */
export function createCallers(
  redis: RedisClient,
  keys: Keys,
  config: Pick<ApiConfig, 'access' | 'trustProxy'>,
) {
  const believed = new Map<string, { owner: ApiKeyOwner | null; untilMs: number }>();

  async function ownerOf(key: string): Promise<ApiKeyOwner | null> {
    const nowMs = Date.now();
    const known = believed.get(key);
    if (known && known.untilMs > nowMs) return known.owner;
    const owner = await findApiKey(redis, keys, key);
    if (believed.size >= KEYS_REMEMBERED) believed.clear();
    believed.set(key, { owner, untilMs: nowMs + KEY_BELIEVED_MS });
    return owner;
  }

  function addressOf(request: Request): Caller {
    const address = (config.trustProxy === null ? request.socket.remoteAddress : request.ip) ?? 'unknown';
    return { id: `ip:${ipKeyGenerator(address, IPV6_SUBNET_BITS)}`, scopes: OPEN_SCOPES };
  }

  async function keyHolder(request: Request, authorization: string): Promise<Caller> {
    const key = BEARER.exec(authorization)?.[1];
    const owner = key === undefined ? null : await ownerOf(key);
    if (owner === null) throw new Unauthenticated();
    const onBehalfOf = request.headers['x-on-behalf-of'];
    if (onBehalfOf === undefined) return { id: `key:${owner.id}`, scopes: owner.scopes };
    if (!owner.scopes.includes('on_behalf')) throw new Forbidden('on_behalf');
    if (typeof onBehalfOf !== 'string' || !ON_BEHALF_OF.test(onBehalfOf)) {
      const detail = 'debe tener de 1 a 64 letras, cifras o los signos . : @ _ -';
      throw new InvalidRequest([{ pointer: 'X-On-Behalf-Of', detail }]);
    }
    return { id: `key:${owner.id}:${onBehalfOf}`, scopes: owner.scopes };
  }

  return {
    /** Plain where it can be: most requests of an open installation need no promise. */
    identify(request: Request, needed: Scope): Caller | Promise<Caller> {
      const { authorization } = request.headers;
      if (authorization !== undefined) {
        return keyHolder(request, authorization).then((caller) => allow(caller, needed));
      }
      if (config.access === 'keys') throw new Unauthenticated();
      return needed === 'admin' ? Promise.reject(new Unauthenticated()) : addressOf(request);
    },
  };
}

export type Callers = ReturnType<typeof createCallers>;

function allow(caller: Caller, needed: Scope): Caller {
  if (!caller.scopes.includes(needed)) throw new Forbidden(needed);
  return caller;
}
