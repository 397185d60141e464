import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCommand } from '../../../src/cli/upstreams/check.js';
import type { Check } from '../../../src/cli/upstreams/checked.js';
import type { JsonService } from '../../stand-ins/jsonService.js';
import { startLanguageModelStandIn, type LanguageModelStandIn } from '../../stand-ins/languageModel.js';
import { startNominatim } from '../../stand-ins/nominatim.js';
import { startOpenMeteo } from '../../stand-ins/openMeteo.js';
import { startOpenWeatherMap } from '../../stand-ins/openWeatherMap.js';

const WEATHER_KEY = 'weather-key-1234';
const MODEL_KEY = 'model-key-5678';

let openMeteo: JsonService;
let openWeatherMap: JsonService;
let nominatim: JsonService;
let languageModel: LanguageModelStandIn;
let env: Record<string, string>;

beforeEach(async () => {
  [openMeteo, openWeatherMap, nominatim, languageModel] = await Promise.all([
    startOpenMeteo(),
    startOpenWeatherMap(),
    startNominatim(),
    startLanguageModelStandIn({ apiKey: MODEL_KEY }),
  ]);
  languageModel.meets({ does: 'answer', text: 'Hola' });
  env = {
    AGROBOT_OPEN_METEO_URL: openMeteo.url,
    AGROBOT_OPENWEATHERMAP_URL: openWeatherMap.url,
    AGROBOT_NOMINATIM_URL: nominatim.url,
    AGROBOT_UPSTREAM_TIMEOUT_S: '2',
  };
});
afterEach(() =>
  Promise.all([openMeteo.close(), openWeatherMap.close(), nominatim.close(), languageModel.close()]),
);

const withKeys = () => ({
  ...env,
  OPENWEATHERMAP_API_KEY: WEATHER_KEY,
  OPENAI_API_KEY: MODEL_KEY,
  OPENAI_BASE_URL: languageModel.url,
  OPENAI_MODEL: 'agro-mini',
});

async function check(variables: Record<string, string>, options: { json?: true } = {}) {
  const stdout = new PassThrough();
  const status = await checkCommand(options, { stdout, env: variables });
  stdout.end();
  const printed = await text(stdout);
  expect(printed).not.toMatch(/weather-key-1234|model-key-5678/);
  return { status, printed };
}

async function checks(variables: Record<string, string>) {
  const { status, printed } = await check(variables, { json: true });
  const byService = Object.fromEntries(
    (JSON.parse(printed) as Check[]).map((one) => [one.service, one] as const),
  );
  return { status, byService };
}

describe('agrobot upstreams check', () => {
  it('says that all work, and what they told', async () => {
    const { status, byService } = await checks(withKeys());
    expect(status).toBe(0);
    expect(byService).toMatchObject({
      'Open-Meteo': { use: 'weather', configured: true, works: true, outcome: 'ok', advice: null },
      OpenWeatherMap: { works: true, found: 'Tunja, 2026-11-23T14:15: 16.2 °C; 5 days told' },
      Nominatim: { use: 'places', works: true, found: 'Tunja: Vereda La Esperanza, Soracá' },
      'language model': { use: 'open questions', works: true, outcome: 'ok' },
    });
    expect(byService['Open-Meteo']!.ms).toBeGreaterThanOrEqual(0);
  });

  it('finds nothing wrong with what is not configured', async () => {
    const { status, byService } = await checks({ ...env, AGROBOT_NOMINATIM_URL: 'off' });
    expect(status).toBe(0);
    expect(byService).toMatchObject({
      OpenWeatherMap: { configured: false, works: null, how: 'no key' },
      Nominatim: { configured: false, how: 'switched off' },
      'language model': { configured: false, advice: expect.stringContaining('OPENAI_API_KEY') },
    });
    expect(nominatim.received).toEqual([]);
  });

  it('says what fails and what to do, and ends with status 1', async () => {
    openWeatherMap.control.always = { kind: 'status', status: 401 };
    nominatim.control.always = { kind: 'status', status: 403 };
    openMeteo.control.always = { kind: 'not json' };
    const { status, byService } = await checks({ ...withKeys(), OPENAI_API_KEY: 'another-key' });
    expect(status).toBe(1);
    expect(byService).toMatchObject({
      'Open-Meteo': {
        works: false,
        outcome: 'invalid',
        advice: expect.stringContaining('AGROBOT_OPEN_METEO_URL'),
      },
      OpenWeatherMap: { outcome: 'refused', advice: expect.stringContaining('OPENWEATHERMAP_API_KEY') },
      Nominatim: { outcome: 'refused', advice: expect.stringContaining('AGROBOT_UPSTREAM_CONTACT') },
      'language model': { outcome: 'refused_key', advice: expect.stringContaining('OPENAI_API_KEY') },
    });
  });

  it('says that nobody is there', async () => {
    await openMeteo.close();
    const { status, byService } = await checks(env);
    expect(status).toBe(1);
    expect(byService['Open-Meteo']!.advice).toBe(
      'No answer (ECONNREFUSED): is the internet reachable from here, and AGROBOT_OPEN_METEO_URL right?',
    );
  });

  it('prints a line a service and what it means below', async () => {
    openMeteo.control.always = { kind: 'status', status: 502 };
    const { printed } = await check(env);
    expect(printed.replaceAll(/\d+ ms/g, '7 ms')).toContain('weather         Open-Meteo      FAILS');
    expect(printed).toContain(
      '    The server answered with status 502: try again later, or see AGROBOT_OPEN_METEO_URL.',
    );
    expect(printed).toMatch(/places\s+Nominatim\s+works\s+\d+ ms\s+http/);
  });

  it('refuses a variable that cannot be used', async () => {
    await expect(check({ ...env, AGROBOT_OPEN_METEO_URL: 'open-meteo' })).rejects.toThrow(
      'AGROBOT_OPEN_METEO_URL must be "off" or an address',
    );
  });
});
