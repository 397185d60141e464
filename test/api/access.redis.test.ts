import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, listApiKeys, revokeApiKey, type Scope } from '../../src/shared/questions/apiKeys.js';
import { openWorkBench, startApiUnderTest, type ApiUnderTest, type WorkBench } from './apiUnderTest.js';

let api: ApiUnderTest;
let bench: WorkBench;

beforeAll(async () => {
  api = await startApiUnderTest({ AGROBOT_ACCESS: 'keys', AGROBOT_OPEN_PER_CALLER: '2' });
  bench = openWorkBench(api.prefix);
});

afterAll(async () => {
  await api.stop();
  await bench.close();
});

const QUESTION = { question: '¿Cuánto café?' };
const newKey = async (...scopes: Scope[]) => {
  const { key, owner } = await createApiKey(bench.redis, bench.keys, { name: 'prueba', scopes });
  return { id: owner.id, headers: { authorization: `Bearer ${key}` } };
};

describe('with AGROBOT_ACCESS=keys', () => {
  it.each([
    ['no key', {}],
    ['an invented key', { authorization: `Bearer agro_${'A'.repeat(43)}` }],
    ['something else', { authorization: 'Basic YTpi' }],
  ])('refuses %s', async (_name, headers) => {
    const response = await api.ask(QUESTION, headers);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'unauthenticated' }]);
  });

  it('lets a key do what its scopes say, and no more', async () => {
    const asker = await newKey('ask');
    const response = await api.ask(QUESTION, asker.headers);
    const { urls } = (await response.json()) as { urls: { self: string } };
    expect(response.status).toBe(202);
    expect((await api.send(urls.self, { headers: asker.headers })).status).toBe(403);
    expect((await api.send('/v1/feedback', { headers: asker.headers })).status).toBe(403);
    const reader = await newKey('read');
    expect((await api.send(urls.self, { headers: reader.headers })).status).toBe(200);
  });

  it('keeps only hashes of keys, and believes a revoked one no longer', async () => {
    const { id, headers } = await newKey('ask');
    const stored = JSON.stringify(await bench.redis.hgetall(bench.keys.apiKeys));
    expect(stored).not.toContain(headers.authorization.slice(7));
    expect((await listApiKeys(bench.redis, bench.keys)).map((owner) => owner.id)).toContain(id);
    expect(await revokeApiKey(bench.redis, bench.keys, id)).toMatchObject({ id, name: 'prueba' });
    expect(await revokeApiKey(bench.redis, bench.keys, id)).toBeNull();
    expect((await api.ask(QUESTION, headers)).status).toBe(401);
  });

  it('counts open questions for each on whose behalf a key asks', async () => {
    const bot = await newKey('ask', 'on_behalf');
    const askFor = (who: string) => api.ask(QUESTION, { ...bot.headers, 'x-on-behalf-of': who });
    expect((await askFor('ana')).status).toBe(202);
    expect((await askFor('ana')).status).toBe(202);
    expect((await askFor('ana')).status).toBe(429);
    expect((await askFor('beto')).status).toBe(202);
    expect((await askFor('a b')).status).toBe(422);
    const plain = await newKey('ask');
    expect((await api.ask(QUESTION, { ...plain.headers, 'x-on-behalf-of': 'ana' })).status).toBe(403);
  });
});

describe('in open mode', () => {
  it('needs a key for what is for admins only, and refuses a wrong key even where none is needed', async () => {
    const open = await startApiUnderTest();
    expect((await open.send('/v1/feedback')).status).toBe(401);
    expect((await open.ask(QUESTION, { authorization: 'Bearer nada' })).status).toBe(401);
    await open.stop();
    await openWorkBench(open.prefix).close();
  });

  it('tells callers apart by the address that a trusted proxy tells, IPv6 by its /64', async () => {
    const open = await startApiUnderTest({ AGROBOT_TRUST_PROXY: 'loopback', AGROBOT_OPEN_PER_CALLER: '1' });
    const from = async (address: string) => (await open.ask(QUESTION, { 'x-forwarded-for': address })).status;
    expect(await from('203.0.113.7')).toBe(202);
    expect(await from('203.0.113.7')).toBe(429);
    expect(await from('203.0.113.8')).toBe(202);
    expect(await from('2001:db8:1:2::3')).toBe(202);
    expect(await from('2001:db8:1:2:ffff::4')).toBe(429);
    expect(await from('2001:db8:1:3::3')).toBe(202);
    await open.stop();
    await openWorkBench(open.prefix).close();
  });

  it('does not believe X-Forwarded-For unless told to', async () => {
    const open = await startApiUnderTest({ AGROBOT_OPEN_PER_CALLER: '1' });
    expect((await open.ask(QUESTION, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(202);
    expect((await open.ask(QUESTION, { 'x-forwarded-for': '203.0.113.8' })).status).toBe(429);
    await open.stop();
    await openWorkBench(open.prefix).close();
  });
});

describe('questions a minute', () => {
  it('are counted over all processes and told in the RateLimit headers', async () => {
    const first = await startApiUnderTest({ AGROBOT_RATE_LIMIT_PER_MINUTE: '3' });
    const second = await startApiUnderTest({
      AGROBOT_RATE_LIMIT_PER_MINUTE: '3',
      AGROBOT_PREFIX: first.prefix,
    });
    const reply = await first.ask(QUESTION);
    expect(reply.status).toBe(202);
    expect(reply.headers.get('ratelimit-policy')).toMatch(/^"questions"; q=3; w=60/);
    expect(reply.headers.get('ratelimit')).toMatch(/^"questions"; r=2; t=\d+/);
    expect((await second.ask(QUESTION)).status).toBe(202);
    expect((await first.ask(QUESTION)).status).toBe(202);
    const refused = await second.ask(QUESTION);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'rate_limited' }]);
    await Promise.all([first.stop(), second.stop()]);
    await openWorkBench(first.prefix).close();
  });
});
