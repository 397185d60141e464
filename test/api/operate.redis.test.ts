import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHeartbeat } from '../../src/shared/questions/heartbeats.js';
import { countWorkerEnd } from '../../src/shared/questions/workerEnds.js';
import { dueKey } from '../../src/shared/webhooks/keys.js';
import { addDelivery, createWebhooksQueue } from '../../src/shared/webhooks/queue.js';
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
    await countWorkerEnd(bench.redis, bench.keys, 'lost', 2);
    const text = await (await fetch(api.metricsUrl)).text();
    expect(text).toMatch(
      /agrobot_http_requests_total\{method="POST",route="\/v1\/questions",status="202"\} 1/,
    );
    expect(text).toMatch(/agrobot_queue_jobs\{queue="questions",state="waiting"\} 1/);
    expect(text).toMatch(/agrobot_queue_oldest_age_seconds\{queue="all"\} [\d.]+/);
    expect(text).toMatch(/agrobot_questions_total\{status="cancelled",intent=""\} 0/);
    expect(text).toMatch(/agrobot_build_info\{version="0.0.0-test"/);
    expect(text).toMatch(/agrobot_workers\{state="ready"\} 3\nagrobot_workers\{state="draining"\} 0/);
    expect(text).toMatch(/agrobot_worker_recycles_total\{reason="lost"\} 2\n/);
    expect(text).toMatch(/agrobot_worker_recycles_total\{reason="memory"\} 0\n/);
    expect(text).toMatch(/agrobot_question_deadline_seconds 120\n/);
    expect(text).toMatch(/agrobot_redis_up 1\n/);
    expect(text).toMatch(/agrobot_redis_memory_used_bytes [1-9]/);
    expect(text).toMatch(/agrobot_redis_memory_max_bytes \d/);
    expect(text).toMatch(/agrobot_redis_evicted_keys_total 0/);
    expect(text).toMatch(/agrobot_memory_limit_bytes [1-9]/);
    expect(text).toMatch(/agrobot_cpu_limit_cores [\d.]+/);
    expect(text).not.toMatch(/q_[0-9a-f]{8}/);
  });
});

describe('deliveries to webhooks', () => {
  it('are counted like questions, those put off apart, with the age of the oldest that is due', async () => {
    const queue = createWebhooksQueue(bench.redis, bench.keys);
    await addDelivery(queue, 'q_due');
    await queue.add('deliver', { v: 1, id: 'q_later' }, { jobId: 'q_later', delay: 3_600_000 });
    await bench.redis.zadd(
      dueKey(bench.keys),
      Date.now() - 90_000,
      'q_due',
      Date.now() + 3_600_000,
      'q_later',
    );

    const { queue: depth } = (await (await api.send('/health')).json()) as {
      queue: { queues: object; oldest_delivery_age_s: number };
    };
    expect(depth.queues).toMatchObject({ webhooks: { waiting: 1, active: 0, delayed: 1 } });
    expect(depth.oldest_delivery_age_s).toBeGreaterThanOrEqual(90);
    const text = await (await fetch(api.metricsUrl)).text();
    expect(text).toMatch(/agrobot_queue_jobs\{queue="webhooks",state="waiting"\} 1\n/);
    expect(text).toMatch(/agrobot_queue_jobs\{queue="webhooks",state="delayed"\} 1\n/);
    expect(text).toMatch(/agrobot_queue_oldest_age_seconds\{queue="webhooks"\} 9\d/);
    await queue.close();
  });

  it('have no age while none is due', async () => {
    await bench.redis.zrem(dueKey(bench.keys), 'q_due');
    const text = await (await fetch(api.metricsUrl)).text();
    expect(text).toMatch(/agrobot_queue_oldest_age_seconds\{queue="webhooks"\} 0\n/);
  });
});

it('counts cancellations, each once', async () => {
  const { id } = (await (await api.ask({ question: '¿Cuánto café?' })).json()) as { id: string };
  for (let time = 0; time < 2; time++) await api.send(`/v1/questions/${id}/cancel`, { method: 'POST' });
  const text = await (await fetch(api.metricsUrl)).text();
  expect(text).toMatch(/agrobot_questions_total\{status="cancelled",intent=""\} 1/);
});

describe('the access log', () => {
  const requestsIn = (lines: ApiUnderTest['lines']) => lines.filter(({ msg }) => msg === 'request done');

  it('has one line a request, with its route instead of its path and nothing of who asked', async () => {
    const logging = await startApiUnderTest({ AGROBOT_ACCESS_LOG: 'true' });
    const response = await logging.send('/v1/questions/q_0?secret=1', {
      headers: { 'x-request-id': 'peticion-1' },
    });
    await response.arrayBuffer();
    await logging.stop();
    const [line, ...others] = requestsIn(logging.lines);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      level: 30,
      requestId: 'peticion-1',
      method: 'GET',
      route: '/v1/questions/{id}',
      status: response.status,
    });
    expect(line?.durationMs).toBeGreaterThan(0);
    expect(JSON.stringify(line)).not.toMatch(/q_0|secret|127\.0\.0\.1/);
    await openWorkBench(logging.prefix).close();
  });

  it('is off unless it is asked for', () => {
    expect(requestsIn(api.lines)).toEqual([]);
  });
});

it('keeps idle connections for as long as it is told to, and says so', async () => {
  const brief = await startApiUnderTest({ AGROBOT_KEEP_ALIVE_S: '7' });
  const timeoutOf = async ({ send }: ApiUnderTest) => (await send('/livez')).headers.get('keep-alive');
  expect([await timeoutOf(api), await timeoutOf(brief)]).toEqual(['timeout=65', 'timeout=7']);
  await brief.stop();
  await openWorkBench(brief.prefix).close();
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
    expect(policy).toMatch(/default-src 'none';script-src 'self';style-src 'self'/);
    expect(html).not.toMatch(/innerHTML| on[a-z]+="|<style|<script>/);
  });

  it('sends a page again only where it has changed', async () => {
    const first = await api.send('/');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    // As a browser does it; fetch alone would add "no-cache".
    const headers = { 'if-none-match': first.headers.get('etag')!, 'cache-control': 'max-age=0' };
    const second = await api.send('/', { headers });
    expect([second.status, await second.text()]).toEqual([304, '']);
  });

  it.each(['/', '/docs', '/docs/'])('serves every file that %s loads, to be kept for ever', async (page) => {
    const html = await (await api.send(page)).text();
    const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const response = await api.send(file);
      expect([file, response.status]).toEqual([file, 200]);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toMatch(
        file.endsWith('.css') ? /^text\/css/ : /javascript/,
      );
      expect((await response.text()).length).toBeGreaterThan(50);
    }
  });

  it.each(['/assets/home.js', '/assets/home.000000000000.js', '/assets/..%2fhome.html'])(
    'has no %s',
    async (file) => {
      expect((await api.send(file)).status).toBe(404);
    },
  );

  it('serves the documents over the description that it serves too', async () => {
    const docs = await (await api.send('/docs')).text();
    const script = /\/assets\/docs\.[0-9a-f]{12}\.js/.exec(docs)![0];
    expect(await (await api.send(script)).text()).toContain('/openapi.json');
    expect(await (await api.send('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
  });
});
