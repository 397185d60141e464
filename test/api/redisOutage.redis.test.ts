import { afterEach, describe, expect, it } from 'vitest';
import type { OpenQuestion } from '../../src/shared/contract/question.js';
import { openWorkBench, startApiUnderTest, type ApiUnderTest } from './apiUnderTest.js';
import { openRedisProxy } from './redisProxy.js';

const QUESTION = { question: '¿Cuánto café?' };
const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function startBehindProxy(options?: { waitUntilReady: boolean; away?: boolean }) {
  const proxy = await openRedisProxy();
  releases.push(proxy.close);
  if (options?.away) await proxy.away();
  const api = await startApiUnderTest({ REDIS_URL: proxy.url }, options);
  const bench = openWorkBench(api.prefix);
  releases.push(() => bench.close(), api.stop);
  return { proxy, api, bench };
}

/** Asks until the answer is of this status, and returns it. */
async function untilStatus(api: ApiUnderTest, status: number, path?: string): Promise<Response> {
  for (;;) {
    const response = await (path === undefined ? api.ask(QUESTION) : api.send(path));
    if (response.status === status) return response;
    await response.text();
  }
}

async function expectUnavailable(response: Response) {
  expect(response.headers.get('retry-after')).toBe('2');
  expect([response.status, await response.json()]).toMatchObject([503, { code: 'unavailable' }]);
}

describe('Redis away', () => {
  it('is answered with 503 and Retry-After, and all goes on when it is back', async () => {
    const { proxy, api } = await startBehindProxy();
    const { id } = (await (await api.ask(QUESTION)).json()) as OpenQuestion;
    await proxy.away();
    await expectUnavailable(await untilStatus(api, 503));
    await expectUnavailable(await api.send(`/v1/questions/${id}`));
    await expectUnavailable(await api.send(`/v1/questions/${id}/events`));
    expect((await api.send('/livez')).status).toBe(200);
    // Otherwise an outage would take out every replica that should say 503.
    expect((await api.send('/readyz')).status).toBe(200);
    const health = await api.send('/health');
    expect([health.status, await health.json()]).toMatchObject([
      503,
      { status: 'unavailable', redis: 'away' },
    ]);

    await proxy.back();
    await untilStatus(api, 202);
    expect((await api.send(`/v1/questions/${id}`)).status).toBe(200);
  });

  it('costs an open stream nothing but time', async () => {
    const { proxy, api, bench } = await startBehindProxy();
    const { id } = (await (await api.ask(QUESTION)).json()) as OpenQuestion;
    const events = (lastEventId: number) =>
      api.send(`/v1/questions/${id}/events`, { headers: { 'last-event-id': String(lastEventId) } });
    const stream = await events(0);
    await proxy.away();
    await untilStatus(api, 503);
    await bench.answer(id);
    await proxy.back();
    // It may end on the way: then its reader resumes where it was.
    const types: (string | undefined)[] = [];
    const read = async (response: Response) => {
      const found = [...(await response.text()).matchAll(/^event: (.*)$/gm)];
      types.push(...found.map(([, type]) => type));
    };
    await read(stream);
    while (types.at(-1) !== 'question.completed') {
      await untilStatus(api, 200, '/health');
      const resumed = await events(types.length);
      if (resumed.ok) await read(resumed);
    }
    expect(types).toEqual(['question.queued', 'question.started', 'question.completed']);
  });

  it('at the start is waited for: the process listens and says that it is not ready', async () => {
    const { proxy, api } = await startBehindProxy({ waitUntilReady: false, away: true });
    const ready = await api.send('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'starting' }]);
    await expectUnavailable(await api.ask(QUESTION));
    expect((await api.send('/livez')).status).toBe(200);
    await proxy.back();
    await api.ready;
    expect((await api.send('/readyz')).status).toBe(200);
    expect((await api.ask(QUESTION)).status).toBe(202);
  });
});

describe('Redis hung', () => {
  it('is answered with 503 after two seconds, then at once, and all goes on when it moves again', async () => {
    const { proxy, api } = await startBehindProxy();
    await api.ask(QUESTION);
    proxy.hang();
    const asked = performance.now();
    await expectUnavailable(await api.ask(QUESTION));
    expect(performance.now() - asked).toBeLessThan(5_000);
    await untilStatus(api, 503, '/health');
    const askedAgain = performance.now();
    await expectUnavailable(await api.ask(QUESTION, { prefer: 'wait=20' }));
    expect(performance.now() - askedAgain).toBeLessThan(500);
    proxy.goOn();
    await untilStatus(api, 202);
  });

  it('keeps an Idempotency-Key bound to what may have been accepted meanwhile', async () => {
    const { proxy, api, bench } = await startBehindProxy();
    await api.ask(QUESTION);
    proxy.hang();
    const key = { 'idempotency-key': 'una vez' };
    await expectUnavailable(await api.ask(QUESTION, key));
    proxy.goOn();
    await untilStatus(api, 200, '/health');
    const replies = await Promise.all([api.ask(QUESTION, key), api.ask(QUESTION, key)]);
    expect(replies.map(({ status }) => status)).toEqual([202, 202]);
    const ids = await Promise.all(replies.map(async (reply) => ((await reply.json()) as OpenQuestion).id));
    expect(new Set(ids).size).toBe(1);
    expect(await bench.redis.zcard(bench.keys.open)).toBe(2);
  });
});
