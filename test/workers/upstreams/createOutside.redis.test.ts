import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysFor } from '../../../src/shared/questions/keys.js';
import {
  createOutside,
  type OutsideOptions,
  type UpstreamServices,
} from '../../../src/workers/upstreams/createOutside.js';
import { upstreamKeys } from '../../../src/workers/upstreams/keys.js';
import {
  upstreamConfig,
  upstreamVariables,
  type UpstreamConfig,
} from '../../../src/workers/upstreams/variables.js';
import { readEnvironment } from '../../../src/shared/process/configuration.js';
import type { JsonService } from '../../stand-ins/jsonService.js';
import { NOTHING_THERE, startNominatim } from '../../stand-ins/nominatim.js';
import { startOpenMeteo } from '../../stand-ins/openMeteo.js';
import { openWeatherMapRefusal, startOpenWeatherMap } from '../../stand-ins/openWeatherMap.js';
import { openQuestionRoom } from '../../support/questionRoom.js';
import { openUpstreamRoom, QUICK, type UpstreamRoom } from './upstreamRoom.js';

const KEY = 'a-key-that-nobody-may-see';
const TUNJA = { lat: 5.5353, lon: -73.3678 };
const AWAY = { kind: 'status', status: 500 } as const;

const questionRoom = openQuestionRoom();
const { redis } = questionRoom;
let openMeteo: JsonService;
let openWeatherMap: JsonService;
let nominatim: JsonService;
let room: UpstreamRoom;
let prefix: string;
let opened: UpstreamServices[];
let rooms = 0;

beforeEach(async () => {
  [openMeteo, openWeatherMap, nominatim] = await Promise.all([
    startOpenMeteo(),
    startOpenWeatherMap(),
    startNominatim(),
  ]);
  room = openUpstreamRoom();
  prefix = `${questionRoom.keys.prefix}:${++rooms}`;
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((services) => services.close()));
  await Promise.all([openMeteo.close(), openWeatherMap.close(), nominatim.close()]);
});
afterAll(() => questionRoom.close());

function configOf(env: Record<string, string> = {}): UpstreamConfig {
  return upstreamConfig(
    readEnvironment(
      {
        AGROBOT_OPEN_METEO_URL: openMeteo.url,
        AGROBOT_OPENWEATHERMAP_URL: openWeatherMap.url,
        AGROBOT_NOMINATIM_URL: nominatim.url,
        AGROBOT_NOMINATIM_INTERVAL_MS: '0',
        ...env,
      },
      upstreamVariables,
    ),
  );
}

function open(env: Record<string, string> = {}, rest: Partial<OutsideOptions> = {}) {
  const services = createOutside({
    config: configOf(env),
    redis,
    prefix,
    version: '1.2.3',
    log: room.log,
    metrics: room.metrics,
    languageModel: null,
    pace: QUICK,
    ...rest,
  });
  opened.push(services);
  return services;
}

const port = (services = open(), signal = new AbortController().signal) => services.outside(signal);
const withKey = { OPENWEATHERMAP_API_KEY: KEY };
const forget = async (service: string) => {
  await redis.hset(upstreamKeys(prefix).weather(service, TUNJA), 'fresh', 0, 'failed', 0);
};

describe('the weather', () => {
  it('comes from Open-Meteo without a key, by one request for a place of a kilometre', async () => {
    const services = open();
    const report = await port(services).weather(TUNJA, 'now');
    expect(report).toMatchObject({
      service: { id: 'open-meteo' },
      isStale: false,
      now: { temperatureC: 16.4 },
    });
    expect(Date.now() - report!.fetchedAtMs).toBeLessThan(10_000);
    await port(services).weather({ lat: 5.5361, lon: -73.3699 }, 'forecast');
    expect(openMeteo.received).toHaveLength(1);
    expect(openMeteo.received[0]).toMatchObject({
      path: '/v1/forecast',
      query: {
        latitude: '5.54',
        longitude: '-73.37',
        timezone: 'America/Bogota',
        past_days: '14',
        forecast_days: '6',
        wind_speed_unit: 'kmh',
      },
      headers: { 'user-agent': 'AgroBot/1.2.3' },
    });
  });

  it('comes from OpenWeatherMap with a key, but for advice from Open-Meteo', async () => {
    const services = open(withKey);
    expect(await port(services).weather(TUNJA, 'now')).toMatchObject({ service: { id: 'openweathermap' } });
    expect(await port(services).weather(TUNJA, 'forecast')).toMatchObject({ stepHours: 3 });
    expect(await port(services).weather(TUNJA, 'advice')).toMatchObject({ service: { id: 'open-meteo' } });
    expect(openWeatherMap.received.map(({ path }) => path).sort()).toEqual([
      '/data/2.5/forecast',
      '/data/2.5/weather',
    ]);
    expect(openWeatherMap.received[0]!.query).toMatchObject({ units: 'metric', appid: KEY });
    expect(room.logged()).not.toContain(KEY);
  });

  it('comes from Open-Meteo when OpenWeatherMap refuses the key, which stays out of the log', async () => {
    openWeatherMap.control.always = { kind: 'status', status: 401, body: openWeatherMapRefusal };
    expect(await port(open(withKey)).weather(TUNJA, 'now')).toMatchObject({ service: { id: 'open-meteo' } });
    expect(room.logged()).toContain('"outcome":"refused"');
    expect(room.logged()).not.toContain(KEY);
  });

  it('leaves time for the other service when the first one is silent', async () => {
    openWeatherMap.control.always = { kind: 'silent' };
    const services = open({ ...withKey, AGROBOT_UPSTREAM_TIMEOUT_S: '1' });
    expect(await port(services).weather(TUNJA, 'now')).toMatchObject({ service: { id: 'open-meteo' } });
  });

  it('is advice from OpenWeatherMap only when Open-Meteo is away and has told nothing of late', async () => {
    const services = open(withKey);
    await port(services).weather(TUNJA, 'advice');
    openMeteo.control.always = AWAY;
    await forget('open-meteo');
    expect(await port(services).weather(TUNJA, 'advice')).toMatchObject({
      service: { id: 'open-meteo' },
      isStale: true,
    });
    await redis.del(upstreamKeys(prefix).weather('open-meteo', TUNJA));
    expect(await port(services).weather(TUNJA, 'advice')).toMatchObject({
      service: { id: 'openweathermap' },
      isStale: false,
    });
  });

  it('is the last known with its age when all services are away, and null when there is none', async () => {
    let now = 1_000_000;
    const services = open(withKey, { nowMs: () => now });
    await port(services).weather(TUNJA, 'advice');
    now += 5_000;
    await port(services).weather(TUNJA, 'now');
    openMeteo.control.always = AWAY;
    openWeatherMap.control.always = AWAY;
    await forget('open-meteo');
    await forget('openweathermap');
    expect(await port(services).weather(TUNJA, 'now')).toMatchObject({
      service: { id: 'openweathermap' },
      fetchedAtMs: 1_005_000,
      isStale: true,
    });
    expect(await port(services).weather({ lat: 1, lon: -77 }, 'now')).toBeNull();
  });

  it('is null where it is switched off', async () => {
    expect(await port(open({ AGROBOT_OPEN_METEO_URL: 'off' })).weather(TUNJA, 'now')).toBeNull();
    expect(openMeteo.received).toEqual([]);
  });

  it.each([
    ['is cut off', { kind: 'cut' }],
    ['sends no JSON', { kind: 'not json' }],
    ['sends another shape', { kind: 'other shape' }],
    ['has had enough', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
    ['stays silent', { kind: 'silent' }],
  ] as const)('is null when the only service %s', async (_, fault) => {
    openMeteo.control.always = fault;
    expect(await port(open({ AGROBOT_UPSTREAM_TIMEOUT_S: '1' })).weather(TUNJA, 'now')).toBeNull();
  });

  it('is asked for once by fifty askers of two replicas', async () => {
    const connections = [questionRoom.connect(), questionRoom.connect()];
    const replicas = connections.map((connection) => open({}, { redis: connection }));
    const release = openMeteo.hold();
    const asked = Array.from({ length: 50 }, (_, index) => port(replicas[index % 2]).weather(TUNJA, 'now'));
    await openMeteo.untilReceived(1);
    release();
    const reports = await Promise.all(asked);
    expect(new Set(reports.map((report) => report?.now.temperatureC))).toEqual(new Set([16.4]));
    expect(openMeteo.received).toHaveLength(1);
    const {
      'weather miss': misses,
      'weather joined': joined = 0,
      'weather hit': hits = 0,
    } = await room.cache();
    expect([misses, joined + hits]).toEqual([1, 49]);
    await Promise.all(connections.map((connection) => connection.quit()));
  });

  it('is called off with the answer, and the reason is told', async () => {
    openMeteo.control.always = { kind: 'silent' };
    const controller = new AbortController();
    const asked = port(open(), controller.signal).weather(TUNJA, 'now');
    await openMeteo.untilReceived(1);
    const hungUp = openMeteo.untilClosed();
    controller.abort(new Error('cancelled'));
    await expect(asked).rejects.toThrow('cancelled');
    await hungUp;
  });

  it('needs no Redis', async () => {
    const services = open({}, { redis: null });
    await port(services).weather(TUNJA, 'now');
    expect(await port(services).weather(TUNJA, 'now')).toMatchObject({ now: { temperatureC: 16.4 } });
    expect(openMeteo.received).toHaveLength(1);
  });
});

describe('a spot', () => {
  it('has the names of the map, asked for once', async () => {
    const services = open();
    const spot = {
      names: ['Vereda La Esperanza', 'Soracá'],
      attribution: '© colaboradores de OpenStreetMap',
    };
    expect(await port(services).describe({ lat: 5.581, lon: -73.292 })).toEqual(spot);
    expect(await port(services).describe({ lat: 5.5799, lon: -73.2901 })).toEqual(spot);
    expect(nominatim.received).toMatchObject([
      {
        path: '/reverse',
        query: { format: 'jsonv2', lat: '5.58', lon: '-73.29', zoom: '15', 'accept-language': 'es' },
      },
    ]);
  });

  it('without a name is remembered too', async () => {
    nominatim.control.faults = [{ kind: 'status', status: 200, body: NOTHING_THERE }];
    const services = open();
    expect(await port(services).describe(TUNJA)).toBeNull();
    expect(await port(services).describe(TUNJA)).toBeNull();
    expect(nominatim.received).toHaveLength(1);
  });

  it('is null when the service is away, refuses, or is switched off', async () => {
    nominatim.control.faults = [{ kind: 'status', status: 403 }];
    nominatim.control.always = AWAY;
    expect(await port().describe(TUNJA)).toBeNull();
    expect(await port().describe({ lat: 4, lon: -74 })).toBeNull();
    expect(await port(open({ AGROBOT_NOMINATIM_URL: 'off' })).describe({ lat: 3, lon: -75 })).toBeNull();
  });

  it('is given up when the turn would come too late', async () => {
    const services = open({ AGROBOT_NOMINATIM_INTERVAL_MS: '60000', AGROBOT_UPSTREAM_TIMEOUT_S: '1' });
    expect(await port(services).describe(TUNJA)).not.toBeNull();
    expect(await port(services).describe({ lat: 4, lon: -74 })).toBeNull();
    expect(nominatim.received).toHaveLength(1);
    expect(await room.requests()).toEqual({ 'nominatim ok': 1, 'nominatim busy': 1 });
  });
});

describe('what is kept in Redis', () => {
  it('carries the hash tag, ends by itself and has at most 16 KB', async () => {
    prefix = keysFor(`test-${crypto.randomUUID()}`).prefix;
    const services = open(withKey);
    await port(services).weather(TUNJA, 'advice');
    await port(services).weather(TUNJA, 'now');
    await port(services).describe(TUNJA);
    const found = (await redis.keys(`${prefix}*`)).sort();
    expect(found.map((key) => key.slice(prefix.length))).toEqual([
      ':geocoding-slot',
      ':spot:5.54,-73.37',
      ':weather:open-meteo:5.54,-73.37',
      ':weather:openweathermap:5.54,-73.37',
    ]);
    for (const key of found) {
      expect(await redis.pttl(key)).toBeGreaterThan(0);
      expect(await redis.memory('USAGE', key)).toBeLessThan(16 * 1024);
    }
    await redis.del(...found);
  });
});

describe('an answer that is written', () => {
  it('comes from the language model, sentence by sentence', async () => {
    const texts: string[] = [];
    const services = open(
      {},
      {
        languageModel: {
          write(_, { onText, onReset }) {
            onText('Hola. ');
            onReset();
            onText('El compost es abono.');
            return Promise.resolve({ text: 'El compost es abono.', model: 'test' });
          },
        },
      },
    );
    const outside = services.outside(new AbortController().signal, {
      onText: (text) => texts.push(text),
      onReset: () => texts.push('(reset)'),
    });
    expect(await outside.write({ question: '¿Qué es el compost?', context: [] })).toMatchObject({
      model: 'test',
    });
    expect(texts).toEqual(['Hola. ', '(reset)', 'El compost es abono.']);
  });

  it('is null where there is none', async () => {
    expect(await port().write({ question: '¿Qué es?', context: [] })).toBeNull();
  });
});
