import { describe, expect, it } from 'vitest';
import { loadApiConfig } from '../../src/api/config.js';

const load = (env: Record<string, string> = {}) =>
  loadApiConfig({ REDIS_URL: 'redis://127.0.0.1:6379', ...env });

describe('loadApiConfig', () => {
  it('needs nothing but a Redis', () => {
    expect(load()).toEqual({
      host: '127.0.0.1',
      port: 5017,
      metricsHost: '127.0.0.1',
      metricsPort: 0,
      redisUrl: 'redis://127.0.0.1:6379',
      prefix: 'agrobot',
      logLevel: 'info',
      retentionS: 86_400,
      rememberMs: 86_400_000,
      deadlineMs: 120_000,
      access: 'open',
      trustProxy: null,
      openPerCaller: 1_000,
      openInAll: 10_000,
      ratePerMinute: null,
      keepAliveMs: 65_000,
      accessLog: false,
      traces: null,
      webhooks: null,
      admin: null,
    });
  });

  it.each([
    [{ AGROBOT_HOST: '0.0.0.0' }, 20, 120],
    [{ AGROBOT_ACCESS: 'keys' }, 20, 120],
    [{ AGROBOT_HOST: '::1' }, 1_000, null],
    [{ AGROBOT_HOST: '0.0.0.0', AGROBOT_RATE_LIMIT_PER_MINUTE: '0', AGROBOT_OPEN_PER_CALLER: '7' }, 7, null],
    [{ AGROBOT_RATE_LIMIT_PER_MINUTE: '30' }, 1_000, 30],
    [{ AGROBOT_RATE_LIMIT_PER_MINUTE: '' }, 1_000, null],
  ])('limits callers by default only where others can reach it: %j', (env, openPerCaller, ratePerMinute) => {
    expect(load(env as unknown as Record<string, string>)).toMatchObject({ openPerCaller, ratePerMinute });
  });

  it.each([
    ['1', 1],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, fd00::/8,127.0.0.1', ['10.0.0.0/8', 'fd00::/8', '127.0.0.1']],
  ])('reads the trusted proxies %s', (AGROBOT_TRUST_PROXY, trustProxy) => {
    expect(load({ AGROBOT_TRUST_PROXY }).trustProxy).toEqual(trustProxy);
  });

  it('reads who may see the dashboard', () => {
    const env = {
      AGROBOT_ADMIN_USER: 'ada',
      AGROBOT_ADMIN_PASSWORD: 'contraseña',
      AGROBOT_ADMIN_WRITE: 'true',
    };
    expect(load(env).admin).toEqual({ user: 'ada', password: 'contraseña', write: true });
  });

  it.each([
    [{ REDIS_URL: '' }, 'REDIS_URL is needed'],
    [{ REDIS_URL: 'localhost' }, 'REDIS_URL must be'],
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535'],
    [{ PORT: '70000' }, 'PORT must be at most 65535'],
    [{ AGROBOT_ACCESS: 'closed' }, 'AGROBOT_ACCESS must be "open" or "keys"'],
    [{ AGROBOT_TRUST_PROXY: 'true' }, 'AGROBOT_TRUST_PROXY must be a number of proxies'],
    [{ AGROBOT_TRUST_PROXY: '10.0.0.0/33' }, 'AGROBOT_TRUST_PROXY must be'],
    [{ AGROBOT_OPEN_PER_CALLER: '0' }, 'AGROBOT_OPEN_PER_CALLER must be a whole number from 1'],
    [{ AGROBOT_ADMIN_USER: 'ada' }, 'AGROBOT_ADMIN_PASSWORD is needed too'],
    [
      { AGROBOT_ADMIN_USER: 'ada', AGROBOT_ADMIN_PASSWORD: 'corta' },
      'AGROBOT_ADMIN_PASSWORD must have at least 8',
    ],
    [{ AGROBOT_ADMIN_WRITE: 'perhaps' }, 'AGROBOT_ADMIN_WRITE must be "true" or "false"'],
    [{ PORT: 'x', AGROBOT_ACCESS: 'y' }, /PORT .*; AGROBOT_ACCESS /],
  ])('refuses %j and says what it wants', (env, message) => {
    expect(() => load(env as unknown as Record<string, string>)).toThrow(message);
  });
});
