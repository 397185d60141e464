import { describe, expect, it } from 'vitest';
import { environmentOf, secretNames, unknownVariables } from '../../../src/shared/process/environment.js';

const FILES: Record<string, string> = {
  '/run/secrets/redis_url': 'redis://:pässword@redis:6379\n',
  '/run/secrets/password': 'two words \r\n',
  '/run/secrets/empty': '\n',
};

async function readFile(path: string): Promise<string> {
  const text = FILES[path];
  if (text === undefined)
    throw Object.assign(new Error('gone'), { code: path.includes('denied') ? 'EACCES' : 'ENOENT' });
  return text;
}

const api = (env: Record<string, string>) => environmentOf('api', env, readFile);

describe('the environment of a process', () => {
  it('has secrets that stand in files, without the end of their line', async () => {
    const env = await api({
      REDIS_URL_FILE: '/run/secrets/redis_url',
      AGROBOT_ADMIN_PASSWORD_FILE: '/run/secrets/password',
      PORT: '80',
    });
    expect(env).toEqual({
      REDIS_URL: 'redis://:pässword@redis:6379',
      AGROBOT_ADMIN_PASSWORD: 'two words ',
      PORT: '80',
    });
  });

  it('counts an empty variable as unset on either side', async () => {
    const env = { REDIS_URL: '', REDIS_URL_FILE: '/run/secrets/redis_url', AGROBOT_WEBHOOK_SECRET_FILE: '' };
    expect(await api(env)).toEqual({ REDIS_URL: 'redis://:pässword@redis:6379' });
  });

  it('reads no secret of another process', async () => {
    const env = { AGROBOT_TELEGRAM_TOKEN_FILE: '/run/secrets/not-mounted-here' };
    expect(await api(env)).toEqual(env);
    await expect(environmentOf('telegram', env, readFile)).rejects.toThrow('not-mounted-here is not there');
  });

  it('has no port of its own from a Kubernetes service of the same name', async () => {
    const link = { AGROBOT_WORKER_PORT: 'tcp://10.0.0.7:9100', AGROBOT_WORKER_SERVICE_PORT: '9100' };
    expect(await environmentOf('worker', { ...link, AGROBOT_THREADS: '2' }, readFile)).toEqual({
      AGROBOT_THREADS: '2',
    });
  });

  it('does not change what it was given', async () => {
    const env = { REDIS_URL_FILE: '/run/secrets/redis_url' };
    await api(env);
    expect(env).toEqual({ REDIS_URL_FILE: '/run/secrets/redis_url' });
  });

  it.each([
    [{ REDIS_URL_FILE: '/gone' }, 'REDIS_URL_FILE: the file /gone is not there'],
    [{ REDIS_URL_FILE: '/denied' }, 'REDIS_URL_FILE: the file /denied cannot be read (EACCES)'],
    [{ REDIS_URL_FILE: '/run/secrets/empty' }, 'REDIS_URL_FILE: the file /run/secrets/empty is empty'],
    [
      { REDIS_URL: 'redis://a', REDIS_URL_FILE: '/run/secrets/redis_url' },
      'REDIS_URL and REDIS_URL_FILE are both set: keep one of them',
    ],
    [{ REDIS_URL_FILE: '/gone', AGROBOT_HOTS: 'x' }, /^AGROBOT_HOTS is no .*; REDIS_URL_FILE: the file/],
  ])('refuses %j and says what is wrong', async (env, message) => {
    const refused = await api(env as unknown as Record<string, string>).catch((error: Error) => error);
    expect(refused).toMatchObject({
      name: 'ConfigurationError',
      message: expect.toSatisfy((text: string) =>
        typeof message === 'string' ? text === message : message.test(text),
      ),
    });
  });

  it('reads what a password, token or key opens from files, and nothing else', () => {
    expect(secretNames()).toEqual([
      'REDIS_URL',
      'AGROBOT_WEBHOOK_SECRET',
      'AGROBOT_ADMIN_PASSWORD',
      'OTEL_EXPORTER_OTLP_HEADERS',
      'OPENWEATHERMAP_API_KEY',
      'OPENAI_API_KEY',
      'AGROBOT_TELEGRAM_TOKEN',
      'AGROBOT_API_KEY',
    ]);
    expect(secretNames('api')).toEqual([
      'REDIS_URL',
      'AGROBOT_WEBHOOK_SECRET',
      'AGROBOT_ADMIN_PASSWORD',
      'OTEL_EXPORTER_OTLP_HEADERS',
    ]);
  });
});

describe('variables that nobody reads', () => {
  it.each([
    ['AGROBOT_THREAD', 'did you mean AGROBOT_THREADS?'],
    ['AGROBOT_MAXBATCH', 'did you mean AGROBOT_MAX_BATCH?'],
    ['AGROBOT_LOGLEVEL', 'did you mean AGROBOT_LOG_LEVEL?'],
    ['AGROBOT_REDIS_URL', 'did you mean REDIS_URL?'],
    ['AGROBOT_METRICS_PORT', 'did you mean METRICS_PORT?'],
    ['AGROBOT_OPENAI_API_KEY', 'did you mean OPENAI_API_KEY?'],
    ['AGROBOT_WEBHOOK_SECRETS_FILE', 'did you mean AGROBOT_WEBHOOK_SECRET_FILE?'],
    ['AGROBOT_THREADS_FILE', 'only secrets are read from files, set AGROBOT_THREADS itself'],
    ['AGROBOT_CHICKENS_IN_THE_YARD', 'docs/configuration.md lists all'],
  ])('are refused: %s, %s', (name, advice) => {
    expect(unknownVariables({ [name]: '1' })).toEqual([
      expect.stringMatching(new RegExp(`^${name} is no variable of AgroBot`)),
    ]);
    expect(unknownVariables({ [name]: '1' })[0]).toContain(advice);
  });

  it.each([
    { AGROBOT_TELEGRAM_TOKEN: 'of another process' },
    { AGROBOT_URL: 'of the command line', AGROBOT_VAR: 'also' },
    { AGROBOT_ADMIN_PASSWORD_FILE: 'a secret in a file' },
    { AGROBOT_THREAD: '' },
    { AGRO_THREADS: '2', PATH: '/bin' },
    // What Kubernetes tells of the services "agrobot" and "agrobot-api".
    { AGROBOT_SERVICE_HOST: '10.0.0.7', AGROBOT_SERVICE_PORT: '5017', AGROBOT_API_SERVICE_PORT_HTTP: '5017' },
    { AGROBOT_PORT: 'tcp://10.0.0.7:5017', AGROBOT_API_PORT_5017_TCP_ADDR: '10.0.0.7' },
  ])('are not these: %j', (env) => {
    expect(unknownVariables(env as unknown as Record<string, string>)).toEqual([]);
  });
});
