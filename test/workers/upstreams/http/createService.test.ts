import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  createService,
  type Pace,
  type Service,
} from '../../../../src/workers/upstreams/http/createService.js';
import { startJsonService, type JsonService, type ServiceFault } from '../../../stand-ins/jsonService.js';
import { limitsOf, openUpstreamRoom, QUICK, type UpstreamRoom } from '../upstreamRoom.js';

const schema = z.object({ temperature: z.number() });
const query = { lat: 5.54, lon: -73.36, appid: 'very-secret-key' };

let server: JsonService;
let room: UpstreamRoom;
let services: Service[];

beforeEach(async () => {
  server = await startJsonService(() => ({ temperature: 18, filler: 'x'.repeat(2_000) }));
  room = openUpstreamRoom();
  services = [];
});

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(services.map((service) => service.close()));
  await server.close();
});

function serviceWith(pace: Partial<Pace> = {}, url = server.url, admit?: () => Promise<boolean>): Service {
  const service = createService({
    name: 'weather-test',
    url,
    userAgent: 'AgroBot/1.2.3 (+mailto:team@example.org)',
    log: room.log,
    metrics: room.metrics,
    pace: { ...QUICK, ...pace },
    ...(admit && { admit }),
  });
  services.push(service);
  return service;
}

const ask = (service: Service, limits = limitsOf()) => service.get('/v1/now', query, schema, limits);

describe('a call', () => {
  it('gives what the schema knows, says who asks, and is counted once', async () => {
    const service = serviceWith({}, `${server.url}/base/`);
    expect(await ask(service)).toEqual({ outcome: 'ok', value: { temperature: 18 } });
    expect(server.received).toMatchObject([
      {
        path: '/base/v1/now',
        query: { lat: '5.54', lon: '-73.36' },
        headers: { 'user-agent': 'AgroBot/1.2.3 (+mailto:team@example.org)', accept: 'application/json' },
      },
    ]);
    expect(await room.requests()).toEqual({ 'weather-test ok': 1 });
  });

  it.each<[string, ServiceFault, string, number]>([
    ['a server error', { kind: 'status', status: 500 }, 'http_error', 3],
    [
      'an unavailable server',
      { kind: 'status', status: 503, headers: { 'retry-after': '0' } },
      'http_error',
      3,
    ],
    ['a connection cut in the middle of the body', { kind: 'cut' }, 'http_error', 3],
    ['a bad request', { kind: 'status', status: 400 }, 'http_error', 1],
    [
      'a redirect, which is not followed',
      { kind: 'status', status: 302, headers: { location: '/' } },
      'http_error',
      1,
    ],
    ['no JSON', { kind: 'not json' }, 'invalid', 1],
    ['another shape', { kind: 'other shape' }, 'invalid', 1],
    ['a refused key', { kind: 'status', status: 401 }, 'refused', 1],
    ['a blocked application', { kind: 'status', status: 403 }, 'refused', 1],
    ['a used up quota', { kind: 'status', status: 429 }, 'limited', 1],
    ['a limit that passes', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }, 'limited', 3],
  ])('with %s is told as it is', async (_, fault, outcome, requests) => {
    server.control.always = fault;
    expect(await ask(serviceWith())).toMatchObject({ outcome });
    expect(server.received).toHaveLength(requests);
    expect(await room.requests()).toEqual({ [`weather-test ${outcome}`]: 1 });
  });

  it('with an answer beyond the largest size is invalid', async () => {
    const large = await startJsonService(() => ({ temperature: 1, filler: 'x'.repeat(2 * 1024 * 1024) }));
    try {
      expect(await ask(serviceWith({}, large.url))).toMatchObject({ outcome: 'invalid' });
    } finally {
      await large.close();
    }
  });

  it('without anybody at the address is an error of the connection', async () => {
    await server.close();
    expect(await ask(serviceWith())).toMatchObject({ outcome: 'http_error', status: null });
  });

  it('to a silent service ends with the budget, after more than one attempt', async () => {
    server.control.always = { kind: 'silent' };
    const started = performance.now();
    expect(await ask(serviceWith(), limitsOf(2_000))).toMatchObject({ outcome: 'timeout' });
    expect(performance.now() - started).toBeLessThan(2_900);
    expect(server.received.length).toBeGreaterThan(1);
    expect(await room.requests()).toEqual({ 'weather-test timeout': 1 });
  });

  it('that has no time left is not made', async () => {
    expect(await ask(serviceWith(), limitsOf(100))).toMatchObject({ outcome: 'timeout' });
    expect(server.received).toEqual([]);
  });

  it('that our own limit leaves no room for is not made, and is no failure of the service', async () => {
    const service = serviceWith({ breakAfter: 1 }, server.url, () => Promise.resolve(false));
    expect(await ask(service)).toMatchObject({ outcome: 'busy' });
    expect(await ask(service)).toMatchObject({ outcome: 'busy' });
    expect(server.received).toEqual([]);
    expect(await room.requests()).toEqual({ 'weather-test busy': 2 });
  });

  it('that succeeds after two failures is one success', async () => {
    server.control.faults = [{ kind: 'cut' }, { kind: 'status', status: 502 }];
    expect(await ask(serviceWith())).toMatchObject({ outcome: 'ok' });
    expect(server.received).toHaveLength(3);
    expect(await room.requests()).toEqual({ 'weather-test ok': 1 });
  });

  it('waits as long as the service asks, where the budget allows it', async () => {
    server.control.faults = [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }];
    const started = performance.now();
    expect(await ask(serviceWith())).toMatchObject({ outcome: 'ok' });
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  it('leaves the service alone for as long as it asks, where the budget does not allow it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    server.control.faults = [{ kind: 'status', status: 503, headers: { 'retry-after': '60' } }];
    const service = serviceWith();
    expect(await ask(service)).toMatchObject({ outcome: 'http_error', retryAfterMs: 60_000 });
    expect(await ask(service)).toMatchObject({ outcome: 'limited' });
    expect(server.received).toHaveLength(1);
    vi.setSystemTime(Date.now() + 61_000);
    expect(await ask(service)).toMatchObject({ outcome: 'ok' });
  });

  it('ends at once when the asker goes, with the reason of their going', async () => {
    server.control.always = { kind: 'silent' };
    const controller = new AbortController();
    const asked = ask(serviceWith(), limitsOf(5_000, controller.signal));
    await server.untilReceived(1);
    const hungUp = server.untilClosed();
    controller.abort(new Error('cancelled by the asker'));
    await expect(asked).rejects.toThrow('cancelled by the asker');
    await hungUp;
    expect(await room.requests()).toEqual({ 'weather-test cancelled': 1 });
  });

  it('never shows the key or the place in a log', async () => {
    const faults: ServiceFault[] = [
      { kind: 'status', status: 500, body: { message: 'appid very-secret-key at 5.54' } },
      { kind: 'cut' },
      { kind: 'not json' },
      { kind: 'other shape' },
      { kind: 'status', status: 401, body: { message: 'appid very-secret-key' } },
    ];
    const service = serviceWith({ attempts: 1, breakAfter: 4 });
    for (const fault of faults) {
      server.control.faults = [fault];
      await ask(service);
    }
    await server.close();
    await ask(service);
    expect(room.logged()).toContain('upstream request failed');
    expect(room.logged()).not.toMatch(/very-secret-key|5\.54|73\.36|appid/);
  });
});

describe('a service that fails again and again', () => {
  const failing = { attempts: 1, breakAfter: 3, halfOpenAfterMs: 10_000 };

  async function brokenService() {
    vi.useFakeTimers({ toFake: ['Date'] });
    const service = serviceWith(failing);
    server.control.always = { kind: 'status', status: 500 };
    for (let call = 0; call < 3; call++) await ask(service);
    return service;
  }

  it('is left alone', async () => {
    const service = await brokenService();
    expect(await ask(service)).toMatchObject({ outcome: 'breaker_open' });
    expect(server.received).toHaveLength(3);
    expect(await room.breakerOf('weather-test')).toBe(1);
    expect(await room.requests()).toEqual({ 'weather-test http_error': 3, 'weather-test breaker_open': 1 });
  });

  it('is tried by one call after a while, and used again when that succeeds', async () => {
    const service = await brokenService();
    server.control.always = null;
    vi.setSystemTime(Date.now() + 60_000);
    expect(await ask(service)).toMatchObject({ outcome: 'ok' });
    expect(await room.breakerOf('weather-test')).toBe(0);
    expect(await ask(service)).toMatchObject({ outcome: 'ok' });
  });

  it('is left alone again when that one call fails, or was called off', async () => {
    const service = await brokenService();
    vi.setSystemTime(Date.now() + 60_000);
    expect(await ask(service)).toMatchObject({ outcome: 'http_error' });
    expect(await ask(service)).toMatchObject({ outcome: 'breaker_open' });

    server.control.always = { kind: 'silent' };
    vi.setSystemTime(Date.now() + 200_000);
    const controller = new AbortController();
    const asked = ask(service, limitsOf(5_000, controller.signal));
    await server.untilReceived(5);
    expect(await room.breakerOf('weather-test')).toBe(2);
    controller.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    expect(await room.breakerOf('weather-test')).toBe(1);
  });

  it('is not left alone for requests that it cannot serve, nor for askers who go', async () => {
    const service = serviceWith(failing);
    server.control.always = { kind: 'status', status: 400 };
    for (let call = 0; call < 5; call++) await ask(service);
    server.control.always = { kind: 'silent' };
    for (let call = 0; call < 5; call++) {
      const controller = new AbortController();
      const asked = ask(service, limitsOf(5_000, controller.signal));
      await server.untilReceived(6 + call);
      controller.abort(new Error('gone'));
      await expect(asked).rejects.toThrow('gone');
    }
    expect(await room.breakerOf('weather-test')).toBe(0);
  });
});
