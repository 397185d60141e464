import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createClient, type StreamEvent } from '../../src/client/index.js';
import { everydayQuestions } from '../support/processes.js';
import { startTelegramApi, TOKEN } from '../stand-ins/telegramApi.js';
import { docker, inspect, logsOf, serviceOf } from './engine.js';
import { engineAddress } from './engineAddress.js';
import { figureOf } from './inside.js';
import { startOutside } from './outside.js';
import { useStack } from './stack.js';
import { startWeather } from './weather.js';

const APIS = 2;
const WORKERS = 3;
/** What nginx takes from one address at once. */
const WAVE = 40;
const PATIENCE = { timeout: 40_000, interval: 250 };
const ONCE_ONLY = 'assets';

const weather = await startWeather();
const telegram = await startTelegramApi(await engineAddress());
afterAll(async () => {
  weather.close();
  await telegram.close();
});

const stack = useStack({
  name: 'stack',
  profiles: ['monitoring', 'telegram'],
  // All come from one address here, and ask more than one person does.
  settings: {
    AGROBOT_RATE_LIMIT_PER_MINUTE: '100000',
    AGROBOT_OPEN_PER_CALLER: '1000',
    AGROBOT_OPEN_METEO_URL: weather.url,
    AGROBOT_TELEGRAM_API_URL: telegram.url,
  },
  secrets: { telegram_token: TOKEN },
  scale: { api: APIS, worker: WORKERS },
});

const client = () => createClient({ baseUrl: stack().url, patienceMs: 60_000 });
const replicas = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const eachOf = <Value>(count: number, look: (replica: number) => Promise<Value>) =>
  Promise.all(replicas(count).map(look));

async function ask(question: string) {
  return client().ask({ question }, { waitS: 20 });
}

describe('three workers and two APIs', () => {
  it('are all healthy, and nothing had to be started again', async () => {
    const all = await stack().containers();
    const services = [
      'assets',
      ...Array<string>(APIS).fill('api'),
      'nginx',
      'prometheus',
      'redis',
      'telegram',
      ...Array<string>(WORKERS).fill('worker'),
    ];
    expect(all.map(serviceOf).sort()).toEqual(services.sort());
    expect(all.map(({ RestartCount }) => RestartCount)).toEqual(all.map(() => 0));
    const health = await client().health();
    expect(health).toMatchObject({ status: 'ok', redis: 'ok' });
    expect(health.workers).toHaveLength(WORKERS);
  });

  it('share the work', async () => {
    const answers = await Promise.all(everydayQuestions(WAVE).map((question) => ask(question)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['completed']));
    const answered = await eachOf(WORKERS, (replica) =>
      figureOf(stack(), 'worker', replica, 'agrobot_questions_total'),
    );
    const served = await eachOf(APIS, (replica) =>
      figureOf(stack(), 'api', replica, 'agrobot_http_requests_total'),
    );
    console.log(`Answered by worker: ${answered.join(', ')}; served by API: ${served.join(', ')}`);
    for (const count of [...answered, ...served]) expect(count).toBeGreaterThan(0);
  });

  it('answer in a chat of Telegram', async () => {
    telegram.person(7).say('¿Cuánto café produjo Huila en 2020?');
    expect(await telegram.nextText()).toMatch(/178\.319 toneladas de café[^]*Fuente: /);
  });

  it('replay a question in a worker, as the runbook does', async () => {
    const { id } = await ask('¿Cuánto café produjo Huila en 2020?');
    const replay = [
      'agrobot',
      'replay',
      id,
      '--model',
      'models/intents',
      '--url',
      'http://api:5017',
      '--json',
    ];
    expect(JSON.parse(await stack().exec('worker', replay))).toMatchObject({ same: true });
  });

  it('pass preflight', async () => {
    const report = JSON.parse(await stack().exec('worker', ['agrobot', 'preflight', '--json'])) as {
      status: string;
      findings: { status: string }[];
    };
    expect(report.findings.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(report.status).toBe('ok');
  });

  it('go on with a stream at the other API when its own goes away: nothing lost, nothing twice', async () => {
    const workers = (await stack().containers('worker')).map(({ Id }) => Id);
    const readers = (replica: number) =>
      figureOf(stack(), 'api', replica, 'agrobot_open_readers', 'kind="stream"');
    // No worker takes the question, so that its stream stays open.
    await docker('pause', ...workers);
    const { id } = await client().ask({ question: '¿Cuánta papa produjo Boyacá en 2021?' });
    const events: StreamEvent[] = [];
    const streamed = (async () => {
      for await (const event of client().stream(id)) events.push(event);
    })();
    const [first] = await vi.waitFor(async () => {
      const open = await eachOf(APIS, readers);
      expect(open.filter((count) => count === 1)).toHaveLength(1);
      return [open.indexOf(1) + 1];
    }, PATIENCE);
    const [other] = replicas(APIS).filter((replica) => replica !== first);
    expect(events.map(({ type }) => type)).toEqual(['question.queued']);

    const { Id } = (await stack().containers('api'))[first - 1]!;
    await docker('stop', Id);
    await vi.waitFor(async () => expect(await readers(other!)).toBe(1), PATIENCE);
    await docker('start', Id);
    await docker('unpause', ...workers);
    await streamed;

    const whole: StreamEvent[] = [];
    for await (const event of client().stream(id)) whole.push(event);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['question.started', 'question.completed']),
    );
    expect(events).toEqual(whole);
    await stack().waitHealthy('api');
  });

  it('start a worker again that was killed, and answer the question that it had taken', async () => {
    const question = { question: '¿Cómo está el clima aquí?', location: { lat: 5.54, lon: -73.36 } };
    weather.control.takesMs = 5_000;
    const { id } = await client().ask(question);
    const host = await vi.waitFor(async () => {
      const [busy] = (await client().health()).workers.filter(({ in_flight }) => in_flight > 0);
      expect(busy).toBeDefined();
      return busy!.host;
    }, PATIENCE);
    const before = await inspect(host);
    // All in the container but its process 1, which ends with the worker: nobody told the engine to stop it.
    await docker('exec', host, 'sh', '-c', 'kill -KILL -1').catch(() => undefined);

    expect((await client().wait(id)).status).toBe('completed');
    await vi.waitFor(async () => {
      const [again] = await inspect(host);
      expect(again).toMatchObject({
        RestartCount: before[0]!.RestartCount + 1,
        State: { Health: { Status: 'healthy' } },
      });
    }, PATIENCE);
  });
});

describe('Redis', () => {
  it.each([
    ['restarted', ['restart']],
    ['killed', ['kill', 'start']],
  ])('%s loses nothing: questions, conversations, feedback, keys', async (how, commands) => {
    const created = await stack().exec('api', [
      'agrobot',
      'keys',
      'create',
      how,
      '--scopes',
      'admin',
      '--json',
    ]);
    const { key } = JSON.parse(created) as { key: string };
    const { id, conversation_id } = await ask('¿Cuánto café produjo Huila en 2020?');
    await client().ask({ question: '¿y en Nariño?', conversation_id }, { waitS: 20 });
    await client().feedback(id, { rating: 'up', comment: how });
    const remembered = async () => {
      const feedback = await fetch(`${stack().url}/v1/feedback`, {
        headers: { authorization: `Bearer ${key}` },
      });
      expect(feedback.status).toBe(200);
      return [await client().get(id), await client().conversation(conversation_id), await feedback.text()];
    };
    const before = await remembered();
    expect(before[2]).toContain(how);

    const [redis] = await stack().containers('redis');
    for (const command of commands) await docker(command, redis!.Id);
    // The API says 503 until it is connected again.
    await vi.waitFor(async () => expect(await client().health()).toMatchObject({ redis: 'ok' }), PATIENCE);
    expect(await remembered()).toEqual(before);
    expect(await ask('¿Cuánto cacao produjo Santander en 2019?')).toMatchObject({ status: 'completed' });
    expect(await logsOf(redis!.Id)).not.toMatch(/NOPERM|Bad file format|can't run|ACL/);
  });
});

describe('from outside', () => {
  it('only nginx is reached, and Prometheus from this machine', async () => {
    const published = (await stack().containers()).flatMap((container) =>
      Object.entries(container.NetworkSettings.Ports).flatMap(([port, bindings]) =>
        (bindings ?? []).map(({ HostIp }) => `${serviceOf(container)} ${port} ${HostIp}`),
      ),
    );
    expect(published.filter((line) => !line.endsWith('::')).sort()).toEqual([
      'nginx 8080/tcp 0.0.0.0',
      'prometheus 9090/tcp 127.0.0.1',
    ]);
    for (const route of ['/metrics', '/admin/queues'])
      expect((await fetch(stack().url + route)).status).toBe(404);
  });

  it('containers of others reach neither Redis nor metrics nor an API', async () => {
    const targets = (await stack().containers()).flatMap((container) => {
      const port = { redis: 6379, api: 9464, worker: 9465 }[serviceOf(container)];
      const addresses = Object.values(container.NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
      return port === undefined ? [] : addresses.map((address) => [address, port]);
    });
    expect(targets.length).toBeGreaterThanOrEqual(1 + APIS + 2 * WORKERS);
    const [worker] = await stack().containers('worker');
    const script = `for (const [host, port] of ${JSON.stringify(targets)}) {
      const socket = require('net').connect({ host, port, timeout: 2000 });
      socket.on('connect', () => { console.log(host, port); socket.destroy(); });
      socket.on('timeout', () => socket.destroy()).on('error', () => {});
    }`;
    const image = await docker('inspect', worker!.Id, '--format', '{{.Image}}');
    expect(await docker('run', '--rm', '--entrypoint', 'node', image, '-e', script)).toBe('');
  });

  it('Redis, APIs and metrics find no way out, workers do', async () => {
    const outside = await startOutside();
    const tries = async (service: string) => {
      const [container] = await stack().containers(service);
      const script = `exec 3<>/dev/tcp/${outside.host}/${outside.port}`;
      return docker('exec', container!.Id, 'timeout', '3', 'bash', '-c', script).then(
        () => 'out',
        () => 'nowhere',
      );
    };
    try {
      expect(await Promise.all(['worker', 'redis', 'api'].map(tries))).toEqual(['out', 'nowhere', 'nowhere']);
    } finally {
      await outside.close();
    }
  });

  it('what a client says of its address is not believed', async () => {
    const left = async (url: string, address: string) => {
      const script = `fetch('${url}/v1/questions', { method: 'POST', headers: { 'content-type': 'application/json',
        'x-forwarded-for': '${address}' }, body: '{"question":"¿Cuánto maíz produjo Meta en 2021?"}' })
        .then((reply) => console.log(reply.headers.get('ratelimit')))`;
      return Number(/r=(\d+)/.exec(await stack().exec('api', ['node', '-e', script]))?.[1]);
    };
    // At the API itself each address counts for itself: nginx is who may say it.
    expect(await left('http://api:5017', '203.0.113.1')).toBe(await left('http://api:5017', '203.0.113.2'));
    // Through nginx both are the one who asks.
    const first = await left('http://nginx:8080', '203.0.113.3');
    expect(await left('http://nginx:8080', '203.0.113.4')).toBe(first - 1);
  });

  it('no secret is told: not by the engine, in a log, by /info or /health', async () => {
    const folder = path.join(stack().root, 'deploy/secrets');
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    const secrets = texts.flatMap((text) => text.match(/[0-9a-f]{32,}/g) ?? []);
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    const all = await stack().containers();
    const told = [
      await docker('inspect', ...all.map(({ Id }) => Id)),
      ...(await Promise.all(all.map(({ Id }) => logsOf(Id)))),
      ...(await Promise.all(
        ['/info', '/health', '/v1/questions/x'].map(async (route) =>
          (await fetch(stack().url + route)).text(),
        ),
      )),
    ].join('\n');
    expect([TOKEN, ...secrets].filter((secret) => told.includes(secret))).toEqual([]);
  });
});

describe('every container', () => {
  it('has limits of memory and CPU, comes back by itself, and keeps its logs short', async () => {
    await stack().waitHealthy();
    for (const { Config, HostConfig, ...container } of await stack().containers()) {
      const service = Config.Labels['com.docker.compose.service'];
      expect.soft(HostConfig.Memory, service).toBeGreaterThan(0);
      expect.soft(HostConfig.NanoCpus, service).toBeGreaterThan(0);
      expect
        .soft(HostConfig.RestartPolicy.Name, service)
        .toBe(service === ONCE_ONLY ? 'no' : 'unless-stopped');
      expect
        .soft(HostConfig.LogConfig, service)
        .toEqual({ Type: 'json-file', Config: { 'max-file': '5', 'max-size': '10m' } });
      expect
        .soft(container.State.Health?.Status, service)
        .toBe(service === ONCE_ONLY ? undefined : 'healthy');
      expect.soft(container.State.OOMKilled, service).toBe(false);
    }
  });

  it('has a root file system that is read-only, and no rights that it does not need', async () => {
    for (const { Config, HostConfig } of await stack().containers()) {
      const service = Config.Labels['com.docker.compose.service'];
      expect.soft(HostConfig.ReadonlyRootfs, service).toBe(true);
      expect.soft(HostConfig.CapDrop, service).toEqual(['ALL']);
      expect.soft(HostConfig.SecurityOpt, service).toContain('no-new-privileges:true');
    }
  });
});
