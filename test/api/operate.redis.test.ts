import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHeartbeat } from '../../src/shared/questions/heartbeats.js';
import { openWorkBench, startApiUnderTest, type ApiUnderTest, type WorkBench } from './apiUnderTest.js';

let api: ApiUnderTest;
let bench: WorkBench;

beforeAll(async () => {
  api = await startApiUnderTest({ AGROBOT_ADMIN_USER: 'ada', AGROBOT_ADMIN_PASSWORD: 'contraseña' });
  bench = openWorkBench(api.prefix);
});

afterAll(async () => {
  await api.stop();
  await bench.close();
});

const heartbeat = (id: string, revision: string) => ({
  id,
  host: 'finca',
  pid: 1,
  started_at: new Date().toISOString(),
  seen_at: new Date().toISOString(),
  version: '0.1.0',
  model: { id: 'agrobot-intents', revision, sha256: 'ab' },
  dataset: { version: 'd1' },
  threads: 2,
  in_flight: 3,
  answered: 4,
  draining: false,
});

describe('health', () => {
  it('is degraded without workers, and lists those that were heard of', async () => {
    expect(await (await api.send('/health')).json()).toMatchObject({ status: 'degraded', workers: [] });
    await writeHeartbeat(bench.redis, bench.keys, heartbeat('w_1', 'r1'));
    await api.ask({ question: '¿Cuánto café?' });
    expect(await (await api.send('/health')).json()).toMatchObject({
      status: 'ok',
      version: '0.0.0-test',
      redis: 'ok',
      queue: {
        open: 1,
        queues: { questions: { waiting: 1, active: 0 }, compositions: { waiting: 0, active: 0 } },
      },
      workers: [{ id: 'w_1', in_flight: 3, answered: 4 }],
    });
  });

  it('tells all revisions of live workers, and the limits', async () => {
    await writeHeartbeat(bench.redis, bench.keys, heartbeat('w_2', 'r1'));
    await writeHeartbeat(bench.redis, bench.keys, heartbeat('w_3', 'r2'));
    expect(await (await api.send('/info')).json()).toMatchObject({
      version: '0.0.0-test',
      models: [
        { revision: 'r1', workers: 2 },
        { revision: 'r2', workers: 1 },
      ],
      datasets: [{ version: 'd1', workers: 3 }],
      limits: { question_max_characters: 1_000, wait_max_s: 30, questions_per_minute: null },
    });
  });
});

describe('metrics', () => {
  it('are on a port of their own, in base units', async () => {
    expect((await api.send('/metrics')).status).toBe(404);
    const text = await (await fetch(api.metricsUrl)).text();
    expect(text).toMatch(
      /agrobot_http_requests_total\{method="POST",route="\/v1\/questions",status="202"\} 1/,
    );
    expect(text).toMatch(/agrobot_queue_jobs\{queue="questions",state="waiting"\} 1/);
    expect(text).toMatch(/agrobot_queue_oldest_age_seconds\{queue="all"\} [\d.]+/);
    expect(text).toMatch(/agrobot_questions_total\{status="cancelled",intent=""\} 0/);
    expect(text).toMatch(/agrobot_build_info\{version="0.0.0-test"/);
    expect(text).toMatch(/agrobot_workers\{state="ready"\} 3\nagrobot_workers\{state="draining"\} 0/);
    expect(text).toMatch(/agrobot_redis_up 1\n/);
    expect(text).toMatch(/agrobot_redis_memory_used_bytes [1-9]/);
    expect(text).toMatch(/agrobot_redis_memory_max_bytes \d/);
    expect(text).toMatch(/agrobot_redis_evicted_keys_total 0/);
    expect(text).toMatch(/agrobot_memory_limit_bytes [1-9]/);
    expect(text).toMatch(/agrobot_cpu_limit_cores [\d.]+/);
    expect(text).not.toMatch(/q_[0-9a-f]{8}/);
  });
});

it('counts cancellations, each once', async () => {
  const { id } = (await (await api.ask({ question: '¿Cuánto café?' })).json()) as { id: string };
  for (let time = 0; time < 2; time++) await api.send(`/v1/questions/${id}/cancel`, { method: 'POST' });
  const text = await (await fetch(api.metricsUrl)).text();
  expect(text).toMatch(/agrobot_questions_total\{status="cancelled",intent=""\} 1/);
});

describe('a port that is taken', () => {
  it('is a clear error that names the variable', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startApiUnderTest({ PORT: String(port) })).rejects.toThrow(
      `PORT: port ${port} on 127.0.0.1 is taken`,
    );
    await expect(startApiUnderTest({ METRICS_PORT: String(port) })).rejects.toThrow('METRICS_PORT');
    other.close();
  });
});

describe('the dashboard', () => {
  const login = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  });

  it('is not there without credentials', async () => {
    const plain = await startApiUnderTest();
    expect((await plain.send('/admin/queues')).status).toBe(404);
    await plain.stop();
  });

  it('asks for a login', async () => {
    for (const headers of [
      {},
      login('ada', 'falsa'),
      login('eva', 'contraseña'),
      { authorization: 'Bearer x' },
    ]) {
      const response = await api.send('/admin/queues', { headers });
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([
        401,
        'Basic realm="AgroBot", charset="UTF-8"',
      ]);
    }
  });

  it('shows the queues, and changes nothing', async () => {
    const headers = login('ada', 'contraseña');
    const page = await api.send('/admin/queues', { headers });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('AgroBot') as string]);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const queues = await api.send('/admin/queues/api/queues', { headers });
    expect(await queues.json()).toMatchObject({
      queues: ['questions', 'compositions', 'webhooks'].map((name) => ({ name, readOnlyMode: true })),
    });
    const pause = await api.send('/admin/queues/api/queues/questions/pause', { method: 'PUT', headers });
    expect(pause.status).toBe(405);
  });

  it('takes no changes from a page of another site', async () => {
    const writer = await startApiUnderTest({
      AGROBOT_ADMIN_USER: 'ada',
      AGROBOT_ADMIN_PASSWORD: 'contraseña',
      AGROBOT_ADMIN_WRITE: 'true',
    });
    const headers = login('ada', 'contraseña');
    const pause = (more: Record<string, string>) =>
      writer.send('/admin/queues/api/queues/questions/pause', {
        method: 'PUT',
        headers: { ...headers, ...more },
      });
    expect((await pause({ origin: 'https://otra.example' })).status).toBe(403);
    expect((await pause({})).status).toBe(200);
    await writer.stop();
    await openWorkBench(writer.prefix).close();
  });
});

describe('pages', () => {
  it('serves the page with a policy that runs nothing but its own script', async () => {
    const response = await api.send('/');
    const html = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('<html lang="es-CO">');
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toMatch(/default-src 'none';script-src 'sha256-[^']+';style-src 'sha256-[^']+'/);
    expect(html).not.toMatch(/innerHTML| on[a-z]+="/);
  });

  it('serves the documents', async () => {
    const docs = await api.send('/docs/');
    expect([docs.status, await docs.text()]).toEqual([200, expect.stringContaining('AgroBot API') as string]);
    expect(await (await api.send('/docs/swagger-ui-init.js')).text()).toContain('/openapi.json');
    expect(await (await api.send('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
  });
});
