import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkClock } from '../../../src/cli/preflight/checkClock.js';
import type { JsonService } from '../../stand-ins/jsonService.js';
import { startOpenMeteo } from '../../stand-ins/openMeteo.js';

const NOBODY = {
  AGROBOT_OPEN_METEO_URL: 'off',
  AGROBOT_NOMINATIM_URL: 'off',
};

let service: JsonService;
beforeEach(async () => {
  service = await startOpenMeteo();
});
afterEach(() => service.close());

/** The service's clock is then that much ahead of ours. */
function clockIs(aheadS: number, headers: Record<string, string> = {}) {
  const date = new Date(Date.now() + aheadS * 1_000).toUTCString();
  service.control.always = { kind: 'status', status: 404, headers: { date, ...headers } };
}

const asOpenMeteo = () => ({ ...NOBODY, AGROBOT_OPEN_METEO_URL: service.url });

describe("this machine's clock, against that of a service outside", () => {
  it.each([
    [0, 'ok', /^Open-Meteo's is [01] s /],
    [3, 'ok', /^Open-Meteo's is [234] s ahead of this machine's$/],
    [10, 'warn', /^Open-Meteo's is (9|10|11) s ahead of this machine's$/],
    [-10, 'warn', /^Open-Meteo's is (9|10|11) s behind this machine's$/],
    [90, 'fail', /^Open-Meteo's is (89|90|91) s ahead of this machine's$/],
    [-90, 'fail', /^Open-Meteo's is (89|90|91) s behind this machine's$/],
  ])('that is %i s ahead: %s', async (aheadS, status, found) => {
    clockIs(aheadS);
    expect(await checkClock(asOpenMeteo())).toMatchObject([
      { check: 'clock', status, found: expect.stringMatching(found) },
    ]);
  });

  it('is right where a cache tells how old its answer is', async () => {
    clockIs(-600, { age: '600' });
    expect(await checkClock(asOpenMeteo())).toMatchObject([{ status: 'ok' }]);
  });

  it('is asked for with one request, which says who asks and holds nothing else', async () => {
    clockIs(0);
    await checkClock({
      ...NOBODY,
      OPENAI_BASE_URL: `${service.url}/v1`,
      OPENAI_MODEL: 'agro-mini',
      OPENAI_API_KEY: 'model-key-5678',
    });
    expect(service.received).toMatchObject([
      { path: '/', query: {}, headers: { 'user-agent': expect.stringMatching(/^AgroBot\//) } },
    ]);
    expect(JSON.stringify(service.received)).not.toContain('model-key');
  });

  it.each([
    ['is away', 'http://127.0.0.1:1'],
    ['is switched off', 'off'],
  ])('is that of the next one where the first %s', async (_, url) => {
    clockIs(90);
    const env = {
      AGROBOT_OPEN_METEO_URL: url,
      AGROBOT_NOMINATIM_URL: service.url,
      AGROBOT_NOMINATIM_INTERVAL_MS: '0',
    };
    expect(await checkClock(env)).toMatchObject([
      { status: 'fail', found: expect.stringMatching(/^Nominatim's is/) },
    ]);
  });

  it.each([
    ['there is none', () => NOBODY],
    ['none is reachable', () => ({ ...NOBODY, AGROBOT_OPEN_METEO_URL: 'http://127.0.0.1:1' })],
    ['a variable cannot be used', () => ({ ...NOBODY, AGROBOT_OPEN_METEO_URL: 'meteo' })],
    [
      'it tells no time',
      () => {
        clockIs(0, { date: 'never' });
        return asOpenMeteo();
      },
    ],
  ])('tells nothing where %s', async (_, env) => {
    expect(await checkClock(env())).toEqual([]);
  });

  it('is not waited for where the service does not answer', async () => {
    service.control.always = { kind: 'silent' };
    expect(await checkClock(asOpenMeteo())).toEqual([]);
  });
});
