import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/shared/process/configuration.js';
import { upstreamConfig, upstreamVariables } from '../../../src/workers/upstreams/variables.js';
import { userAgentOf } from '../../../src/workers/upstreams/userAgent.js';

const configOf = (env: Record<string, string>) => upstreamConfig(readEnvironment(env, upstreamVariables));

describe('the variables of weather and places', () => {
  it('ask for the services that need no key', () => {
    expect(configOf({})).toEqual({
      openMeteo: { url: 'https://api.open-meteo.com' },
      openWeatherMap: null,
      nominatim: { url: 'https://nominatim.openstreetmap.org', intervalMs: 1_100 },
      timeoutMs: 8_000,
      contact: null,
    });
  });

  it('add OpenWeatherMap with a key', () => {
    expect(configOf({ OPENWEATHERMAP_API_KEY: 'abc' }).openWeatherMap).toEqual({
      url: 'https://api.openweathermap.org',
      key: 'abc',
    });
  });

  it('switch each of them off', () => {
    expect(
      configOf({
        AGROBOT_OPEN_METEO_URL: 'off',
        AGROBOT_OPENWEATHERMAP_URL: 'off',
        AGROBOT_NOMINATIM_URL: 'off',
        OPENWEATHERMAP_API_KEY: 'abc',
      }),
    ).toMatchObject({ openMeteo: null, openWeatherMap: null, nominatim: null });
  });

  it('let a server of one’s own be asked more often than the public one', () => {
    const env = { AGROBOT_NOMINATIM_INTERVAL_MS: '0' };
    expect(configOf({ ...env, AGROBOT_NOMINATIM_URL: 'http://maps.local/nominatim' }).nominatim).toEqual({
      url: 'http://maps.local/nominatim',
      intervalMs: 0,
    });
    expect(() => configOf(env)).toThrow('AGROBOT_NOMINATIM_INTERVAL_MS must be at least 1000');
  });

  it.each([
    ['AGROBOT_OPEN_METEO_URL', 'api.open-meteo.com'],
    ['AGROBOT_OPEN_METEO_URL', 'ftp://api.open-meteo.com'],
    ['AGROBOT_OPENWEATHERMAP_URL', 'https://host/?appid=secret'],
    ['AGROBOT_NOMINATIM_URL', 'https://user:password@host'],
    ['AGROBOT_UPSTREAM_TIMEOUT_S', '0'],
    ['AGROBOT_UPSTREAM_CONTACT', 'a line\nbreak'],
  ])('refuse %s=%j by its name', (name, value) => {
    expect(() => configOf({ [name]: value })).toThrow(name);
  });

  it('never repeat a key that is refused', () => {
    expect(() => configOf({ OPENWEATHERMAP_API_KEY: 'secret with space' })).toThrow(
      /^OPENWEATHERMAP_API_KEY must be a key, without spaces$/,
    );
  });
});

describe('the User-Agent', () => {
  it('names AgroBot, and whom to write to where it is known', () => {
    expect(userAgentOf('0.1.0', null)).toBe('AgroBot/0.1.0');
    expect(userAgentOf('0.1.0', 'mailto:team@example.org')).toBe('AgroBot/0.1.0 (+mailto:team@example.org)');
  });
});
