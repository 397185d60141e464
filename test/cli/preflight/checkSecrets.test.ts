import { describe, expect, it } from 'vitest';
import { checkSecrets } from '../../../src/cli/preflight/checkSecrets.js';
import { newWebhookSecret } from '../../../src/shared/webhooks/secrets.js';

const STRONG = 'vK2m9Qx7Lr4TzW8nBd3H';
const admin = (password: string, user = 'ana') => ({
  AGROBOT_ADMIN_USER: user,
  AGROBOT_ADMIN_PASSWORD: password,
});

describe('what preflight finds of the secrets', () => {
  it('is nothing where none is set', () => {
    expect(checkSecrets({})).toEqual([
      { check: 'secrets', status: 'ok', found: 'none is set', advice: null },
    ]);
  });

  it('names those that are set, and no more of them', () => {
    const env = {
      ...admin(STRONG),
      AGROBOT_WEBHOOK_SECRET: `${newWebhookSecret()} ${newWebhookSecret()}`,
      REDIS_URL: `redis://:${STRONG}@10.0.0.5:6379`,
      OPENAI_API_KEY: 'sk-proj-4fK29dLq',
    };
    const [finding, ...more] = checkSecrets(env);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      status: 'ok',
      found:
        'REDIS_URL, AGROBOT_WEBHOOK_SECRET, AGROBOT_ADMIN_PASSWORD, OPENAI_API_KEY: nothing weak about them',
    });
  });

  it.each<[Record<string, string>, 'warn' | 'fail', RegExp]>([
    [{ AGROBOT_ADMIN_USER: 'ana' }, 'fail', /AGROBOT_ADMIN_PASSWORD is not set/],
    [{ AGROBOT_ADMIN_PASSWORD: STRONG }, 'fail', /AGROBOT_ADMIN_USER is not set/],
    [admin('corta'), 'fail', /fewer than 8/],
    [admin('Lr4TzW8nBd3H'), 'warn', /fewer than 15/],
    [admin('password123'), 'fail', /tried first/],
    [admin('Contraseña2026!'), 'fail', /tried first/],
    [admin('agrobot-2026-2026'), 'fail', /tried first/],
    [admin('1234567890123456'), 'fail', /tried first/],
    [admin('aaaaaaaaaaaaaaaa'), 'fail', /tried first/],
    [admin('operador-1!', 'operador'), 'fail', /tried first/],
    [{ AGROBOT_WEBHOOK_SECRET: 'abc' }, 'fail', /not of the form/],
    [{ AGROBOT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }, 'fail', /same few bytes/],
    [{ REDIS_URL: 'redis://10.0.0.5:6379' }, 'warn', /no password, and 10\.0\.0\.5 is another machine/],
    [{ REDIS_URL: 'redis://:redis@10.0.0.5:6379' }, 'fail', /tried first/],
    [{ OPENAI_API_KEY: '<key>' }, 'fail', /OPENAI_API_KEY holds the text of an example/],
    [{ OPENWEATHERMAP_API_KEY: 'your-key-here' }, 'fail', /text of an example/],
  ])('is, of %j: %s', (env, status, found) => {
    expect(checkSecrets(env)).toEqual([
      { check: 'secrets', status, found: expect.stringMatching(found), advice: expect.any(String) },
    ]);
  });

  it.each([
    { REDIS_URL: 'redis://127.0.0.1:6379' },
    { REDIS_URL: 'redis://localhost:6379' },
    { REDIS_URL: '/run/redis.sock' },
    { REDIS_URL: 'unix:///run/redis.sock' },
  ])('is nothing where Redis is on this machine: %j', (env) => {
    expect(checkSecrets(env)).toMatchObject([{ status: 'ok' }]);
  });

  it('never tells what a secret holds', () => {
    const env = { ...admin('hunter2hunter2'), REDIS_URL: 'redis://:letmein1@10.0.0.5' };
    expect(JSON.stringify(checkSecrets(env))).not.toMatch(/hunter2|letmein/);
  });
});
