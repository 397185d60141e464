import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Status } from '../../../src/cli/preflight/finding.js';
import { preflight } from '../../../src/cli/preflight/run.js';
import { withRedis } from '../../../src/cli/redis/connection.js';
import { startPrivateRedis, type RunningRedis } from '../../../src/cli/redis/privateRedis.js';
import { startOpenMeteo } from '../../stand-ins/openMeteo.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** A Redis of this file's own: its settings are broken here. */
let redis: RunningRedis;
let dir: string;
let good: Record<string, string>;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-preflight-'));
  redis = await startPrivateRedis({
    dir: path.join(dir, 'redis'),
    binDir: path.join(ROOT, 'var/redis-bin'),
    env: process.env,
    log: () => undefined,
  });
  good = {
    REDIS_URL: redis.url,
    NODE_ENV: 'production',
    AGROBOT_THREADS: '1',
    AGROBOT_VAR: dir,
    AGROBOT_OPEN_METEO_URL: 'off',
    AGROBOT_NOMINATIM_URL: 'off',
  };
});
afterAll(async () => {
  await redis.stop();
  await rm(dir, { recursive: true, force: true });
});

async function look(variables: Record<string, string> = {}) {
  const { exitStatus, printed } = await run({ ...good, ...variables }, { json: true });
  const { status, findings } = JSON.parse(printed) as { status: Status; findings: Finding[] };
  return {
    exitStatus,
    status,
    findings,
    failed: findings.filter((finding) => finding.status === 'fail').map(({ check }) => check),
    of: (check: string) => findings.find((finding) => finding.check === check),
  };
}

async function run(env: Record<string, string>, options: { json?: true } = {}) {
  let printed = '';
  const exitStatus = await preflight(options, {
    stdout: { write: (text: string) => (printed += text) },
    env,
    execArgv: [],
    userId: 1000,
  });
  return { exitStatus, printed };
}

const set = (name: string, value: string) =>
  withRedis(redis.url, 5_000, (client) => client.config('SET', name, value));

describe('agrobot preflight', () => {
  it('finds an installation in order', async () => {
    const { exitStatus, findings, failed, of } = await look();
    expect(failed).toEqual([]);
    expect(exitStatus).toBe(0);
    for (const check of [
      'variables',
      'secrets',
      'model',
      'data',
      'answer',
      'redis',
      'redis eviction',
      'clock',
    ])
      expect([check, of(check)?.status]).toEqual([check, 'ok']);
    expect(of('redis persistence')?.found).toBe('append-only file');
    expect(of('model')?.found).toMatch(/^agrobot-intents [0-9a-f]{12}: 4 files, hashes right$/);
    expect(of('data')?.found).toMatch(/^version eva-/);
    expect(of('answer')?.found).toContain('is answered right');
    expect(findings.every(({ status, advice }) => (status === 'ok') === (advice === null))).toBe(true);
  });

  it('tells a person the same, with what to do under each fault, and no password', async () => {
    const { exitStatus, printed } = await run({ ...good, AGROBOT_LOG_LEVEL: 'trace' });
    expect(exitStatus).toBe(1);
    expect(printed).toMatch(/^ok {4}model {2,}agrobot-intents/m);
    expect(printed).toMatch(/^FAIL {2}debugging {2,}AGROBOT_LOG_LEVEL is "trace"\n +→ Take it away/m);
    expect(printed).toMatch(/\n\d+ ok, \d+ to look at, 1 to mend before it is safe to run\n$/);
    expect(printed).not.toContain(new URL(redis.url).password);
  });

  it('finds a Redis that would lose questions', async () => {
    await set('maxmemory-policy', 'allkeys-lru');
    await set('appendonly', 'no');
    try {
      const { exitStatus, failed } = await look();
      expect(failed).toEqual(['redis eviction', 'redis persistence']);
      expect(exitStatus).toBe(1);
      await set('save', '3600 1');
      expect((await look()).of('redis persistence')).toMatchObject({ status: 'warn' });
    } finally {
      await set('save', '');
      await set('appendonly', 'yes');
      await set('maxmemory-policy', 'noeviction');
    }
  });

  it.each([
    [{ REDIS_URL: 'redis://127.0.0.1:1' }, /ECONNREFUSED/, /Does it run/],
    [{ REDIS_URL: 'localhost' }, /REDIS_URL must be/, /Set REDIS_URL/],
    [{ REDIS_URL: '', AGROBOT_VAR: '/nowhere' }, /REDIS_URL is needed/, /Set REDIS_URL/],
  ])('finds no Redis with %j', async (env, found, advice) => {
    const { of, failed } = await look(env);
    expect(failed).toContain('redis');
    expect(of('redis')!.found).toMatch(found);
    expect(of('redis')!.advice).toMatch(advice);
  });

  it('finds a password that is not that of Redis, and does not tell it', async () => {
    const { of } = await look({ REDIS_URL: redis.url.replace(/:[^:@]+@/, ':vK2m9Qx7Lr4TzW8nBd3H@') });
    expect(of('redis')).toMatchObject({ status: 'fail', advice: expect.stringContaining('password') });
    expect(JSON.stringify(of('redis'))).not.toContain('vK2m9Qx7');
  });

  it('reads secrets from files as the processes do', async () => {
    const file = path.join(dir, 'redis_url');
    await writeFile(file, `${redis.url}\n`);
    const { of, failed } = await look({ REDIS_URL: '', REDIS_URL_FILE: file });
    expect(failed).toEqual([]);
    expect(of('redis')?.status).toBe('ok');
  });

  it('finds misspelt variables, secrets that are not mounted and weak ones, all at once', async () => {
    const { findings, exitStatus } = await look({
      AGROBOT_THREAD: '2',
      OPENAI_API_KEY_FILE: '/nowhere',
      AGROBOT_ADMIN_USER: 'ana',
      AGROBOT_ADMIN_PASSWORD: 'admin123',
    });
    expect(exitStatus).toBe(1);
    expect(findings.filter(({ status }) => status === 'fail').map(({ found }) => found)).toEqual([
      'AGROBOT_THREAD is no variable of AgroBot; did you mean AGROBOT_THREADS?',
      'OPENAI_API_KEY_FILE: the file /nowhere is not there',
      'AGROBOT_ADMIN_PASSWORD is one that is tried first',
    ]);
  });

  it('only warns of a service outside that does not answer, and fails with a variable that no worker takes', async () => {
    const away = await look({
      AGROBOT_OPEN_METEO_URL: 'http://127.0.0.1:1',
      AGROBOT_UPSTREAM_TIMEOUT_S: '1',
    });
    expect(away.of('Open-Meteo')?.status).toBe('warn');
    expect(away.exitStatus).toBe(0);
    const wrong = await look({ AGROBOT_OPEN_METEO_URL: 'meteo' });
    expect(wrong.failed).toEqual(['settings of the worker', 'services outside']);
  });

  it('finds a model that is not there, or is not what its manifest says', async () => {
    const { of, failed } = await look({ AGROBOT_MODEL_DIR: path.join(dir, 'none') });
    expect(failed).toEqual(['model']);
    expect(of('model')!.found).toMatch(/manifest\.json cannot be read \(ENOENT\)/);
    expect(of('answer')).toBeUndefined();

    const broken = path.join(dir, 'model');
    await cp(path.join(ROOT, 'models/intents'), broken, { recursive: true });
    await writeFile(path.join(broken, 'ngrams.json'), '{}');
    const changed = await look({ AGROBOT_MODEL_DIR: broken });
    expect(changed.failed).toEqual(['model']);
    expect(changed.of('model')!.found).toMatch(/ngrams\.json has 2 bytes instead of/);
  });

  it('finds a model that is whole, but cannot read a question', async () => {
    const broken = path.join(dir, 'unreadable');
    await cp(path.join(ROOT, 'models/intents'), broken, { recursive: true });
    const read = async <Json>(name: string) =>
      JSON.parse(await readFile(path.join(broken, name), 'utf8')) as Json;
    const tokenizer = await read<{ added_tokens: { id: number; content: string }[] }>('tokenizer.json');
    const manifest = await read<{ files: Record<string, object> }>('manifest.json');
    // A word that the network does not have.
    tokenizer.added_tokens.find(({ content }) => content === '<s>')!.id = 9_999_999;
    const text = JSON.stringify(tokenizer);
    manifest.files['tokenizer.json'] = {
      sha256: createHash('sha256').update(text).digest('hex'),
      bytes: Buffer.byteLength(text),
    };
    await writeFile(path.join(broken, 'tokenizer.json'), text);
    await writeFile(path.join(broken, 'manifest.json'), JSON.stringify(manifest));

    const { of, failed, exitStatus } = await look({ AGROBOT_MODEL_DIR: broken });
    expect(failed).toEqual(['answer']);
    expect(of('answer')).toMatchObject({
      found: expect.stringMatching(/cannot be answered: .*(9999999|bounds)/s),
      advice: expect.stringMatching(/one release/),
    });
    expect(exitStatus).toBe(1);
  });

  it("finds this machine's clock wrong by that of a service outside", async () => {
    const service = await startOpenMeteo();
    service.control.always = {
      kind: 'status',
      status: 404,
      headers: { date: new Date(Date.now() + 3_600_000).toUTCString() },
    };
    try {
      const { failed, findings } = await look({ AGROBOT_OPEN_METEO_URL: service.url });
      expect(failed).toEqual(['clock']);
      expect(findings.filter(({ check }) => check === 'clock').map(({ status }) => status)).toEqual([
        'ok',
        'fail',
      ]);
    } finally {
      await service.close();
    }
  });

  it('takes what a cluster tells of a service for no setting, as the processes do', async () => {
    const { failed } = await look({ AGROBOT_WORKER_PORT: 'tcp://10.0.0.7:9100' });
    expect(failed).toEqual([]);
  });

  it('finds data that are not there, or broken', async () => {
    const { failed, of } = await look({ AGROBOT_DATA_DIR: path.join(dir, 'none') });
    expect(failed).toEqual(['data']);
    expect(of('data')!.advice).toContain('AGROBOT_DATA_DIR');

    const broken = path.join(dir, 'data');
    await mkdir(broken, { recursive: true });
    await cp(path.join(ROOT, 'data'), broken, { recursive: true });
    await writeFile(path.join(broken, 'knowledge', 'manifest.json'), '{');
    await rm(path.join(broken, 'calendar'), { recursive: true });
    const changed = await look({ AGROBOT_DATA_DIR: broken });
    expect(changed.failed).toEqual(['answer']);
  });
});
