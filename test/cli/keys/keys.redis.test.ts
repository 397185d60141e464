import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { createKey, listKeys, revokeKey } from '../../../src/cli/keys/run.js';
import { findApiKey, type ApiKeyOwner } from '../../../src/shared/questions/apiKeys.js';
import { keysFor } from '../../../src/shared/questions/keys.js';

const redis = new Redis(process.env.REDIS_URL!);
const prefix = `test-${randomUUID()}`;
const keys = keysFor(prefix);
const env = { ...process.env, AGROBOT_PREFIX: prefix };

afterAll(async () => {
  await redis.del(keys.apiKeys);
  await redis.quit();
});

describe('agrobot keys', () => {
  it('makes a key that the API knows, lists it without showing it, and revokes it', async () => {
    expect(await listKeys({}, env)).toContain('There are no keys');
    const text = await createKey('Radio Sutatenza', { scopes: 'ask,read' }, env);
    const key = text.split('\n')[0]!;
    const owner = await findApiKey(redis, keys, key);
    expect(owner).toMatchObject({ name: 'Radio Sutatenza', scopes: ['ask', 'read'] });

    const listed = await listKeys({}, env);
    expect(listed).toContain(owner!.id);
    expect(listed).not.toContain(key);

    expect(await revokeKey(owner!.id, env)).toContain('Radio Sutatenza');
    expect(await findApiKey(redis, keys, key)).toBeNull();
    await expect(revokeKey(owner!.id, env)).rejects.toMatchObject({ exitStatus: 1 });
  });

  it('tells scripts in JSON', async () => {
    const made = JSON.parse(await createKey('panel', { scopes: 'admin', json: true }, env)) as ApiKeyOwner;
    expect(made).toMatchObject({ name: 'panel', scopes: ['admin'] });
    expect(JSON.parse(await listKeys({ json: true }, env))).toMatchObject([{ id: made.id, name: 'panel' }]);
  });

  it('says what it does not understand', async () => {
    await expect(createKey('x', { scopes: 'ask,fly' }, env)).rejects.toThrow('There is no scope "fly"');
    await expect(listKeys({}, { ...env, REDIS_URL: 'redis://127.0.0.1:1' })).rejects.toThrow(
      /redis:\/\/127.0.0.1:1 failed: .*ECONNREFUSED/,
    );
    await expect(listKeys({}, { ...env, REDIS_URL: 'localhost' })).rejects.toThrow('REDIS_URL must be');
  });
});
