import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newWebhookSecret } from '../../src/shared/webhooks/secrets.js';
import { startCollector, type CollectedSpan, type Collector } from '../stand-ins/collector.js';
import { startLanguageModelStandIn, type LanguageModelStandIn } from '../stand-ins/languageModel.js';
import { startOpenMeteo } from '../stand-ins/openMeteo.js';
import { createFleet, type Started, type TestFleet } from '../support/processes.js';

const MODULES = path.resolve(import.meta.dirname, '../support/fixtures/loadedModules.cjs');
const CALLERS_TRACE = 'a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0';
const CALLERS_SPAN = 'b1b1b1b1b1b1b1b1';
const WRITTEN =
  'El bocashi es un abono fermentado que se hace con estiércol seco, tierra, cascarilla y melaza. ' +
  'Se amontona bajo techo, se humedece hasta que al apretar un puñado no escurra, y se voltea cada día.';

async function ask(api: Started, body: object, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${api.url}/v1/questions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=20', ...headers },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as { id: string }).id;
}

async function openTelemetryModules({ child }: Started): Promise<string[]> {
  const answer = once(child, 'message') as Promise<[{ loaded: string[] }]>;
  child.send('which modules?');
  return (await answer)[0].loaded;
}

describe('with a collector', () => {
  let collector: Collector;
  let openMeteo: Awaited<ReturnType<typeof startOpenMeteo>>;
  let languageModel: LanguageModelStandIn;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let fleet: TestFleet;
  let api: Started;

  /** Somebody's server that wants to hear of endings. */
  async function startReceiver() {
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(204).end());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, server };
  }

  /** Names of a span and of what it is in, outermost last. */
  async function wayOf(id: string, name: string): Promise<string[]> {
    const way: string[] = [];
    let span = await ofQuestion(id, (candidate) => candidate.name === name);
    for (;;) {
      way.push(`${span.service.slice('agrobot-'.length)}: ${span.name}`);
      const { parentSpanId: parent, traceId } = span;
      if (parent === '' || parent === CALLERS_SPAN) return way;
      span = await collector.span((candidate) => candidate.spanId === parent);
      expect(span.traceId).toBe(traceId);
    }
  }

  /** By the trace of the request that asked it. */
  async function ofQuestion(id: string, isWanted: (span: CollectedSpan) => boolean): Promise<CollectedSpan> {
    const { traceId } = await collector.span(
      ({ kind, attributes }) => kind === 'server' && attributes['agrobot.question.id'] === id,
    );
    return collector.span((span) => span.traceId === traceId && isWanted(span));
  }

  beforeAll(async () => {
    [collector, openMeteo, languageModel, receiver] = await Promise.all([
      startCollector(),
      startOpenMeteo(),
      startLanguageModelStandIn(),
      startReceiver(),
    ]);
    languageModel.meets({ does: 'answer', text: WRITTEN });
    fleet = createFleet({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20s3cret',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      NODE_OPTIONS: `--require ${MODULES}`,
      AGROBOT_OPEN_METEO_URL: openMeteo.url,
      OPENAI_BASE_URL: languageModel.url,
      OPENAI_MODEL: 'agro-mini',
      AGROBOT_WEBHOOK_SECRET: newWebhookSecret(),
      AGROBOT_WEBHOOK_PRIVATE_HOSTS: receiver.host,
    });
    [api] = await Promise.all([fleet.api(), fleet.worker()]);
  });

  afterAll(async () => {
    await fleet.stop();
    receiver.server.close();
    await Promise.all([collector.close(), openMeteo.close(), languageModel.close()]);
  });

  it('is one trace from the request to the model, and goes on from that of the caller', async () => {
    const traceparent = `00-${CALLERS_TRACE}-${CALLERS_SPAN}-01`;
    const id = await ask(api, { question: '¿Cuánto café produjo Huila en 2020?' }, { traceparent });
    expect(await wayOf(id, 'inference')).toEqual([
      'worker: inference',
      'worker: answer',
      'worker: process questions',
      'api: add questions.answer',
      'api: POST /v1/questions',
    ]);
    const request = await ofQuestion(id, ({ kind }) => kind === 'server');
    expect(request).toMatchObject({
      traceId: CALLERS_TRACE,
      parentSpanId: CALLERS_SPAN,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/v1/questions',
        'http.response.status_code': 200,
      },
      failed: false,
    });
    const job = await ofQuestion(id, ({ kind }) => kind === 'consumer');
    expect(job.attributes).toMatchObject({
      'messaging.system': 'bullmq',
      'messaging.destination.name': 'questions',
      'messaging.operation.type': 'process',
      'messaging.message.id': id,
    });
    expect(collector.headers.at(-1)).toMatchObject({ authorization: 'Bearer s3cret' });
  });

  it('goes on through the other queue to the service outside, and to the webhook', async () => {
    const id = await ask(api, {
      question: '¿Cómo está el clima en Tunja ahora?',
      webhook_url: `http://${receiver.host}/agrobot`,
    });
    expect(await wayOf(id, 'GET')).toEqual([
      'worker: GET',
      'worker: complete',
      'worker: process compositions',
      'worker: add compositions.answer',
      'worker: process questions',
      'api: add questions.answer',
      'api: POST /v1/questions',
    ]);
    expect(await wayOf(id, 'POST')).toEqual([
      'worker: POST',
      'worker: process webhooks',
      'worker: add webhooks.deliver',
      'worker: process compositions',
      'worker: add compositions.answer',
      'worker: process questions',
      'api: add questions.answer',
      'api: POST /v1/questions',
    ]);
    const asked = await ofQuestion(id, ({ name }) => name === 'GET');
    expect(asked).toMatchObject({ kind: 'client', attributes: { 'http.response.status_code': 200 } });
  });

  it('tells which language model wrote and how many tokens it took', async () => {
    const id = await ask(api, {
      question: '¿Qué puedo hacer con las hojas secas de los árboles en la huerta?',
    });
    const chat = await ofQuestion(id, ({ name }) => name === 'chat agro-mini');
    expect(chat).toMatchObject({
      kind: 'client',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'agro-mini',
        'gen_ai.usage.output_tokens': Math.ceil(WRITTEN.length / 4),
      },
    });
    expect(chat.attributes['gen_ai.usage.input_tokens']).toBeGreaterThan(100);
  });

  it('tells nothing of what was asked, where and by whom: only what docs/traces.md names', async () => {
    const id = await ask(
      api,
      { question: '¿Cómo está el clima aquí?', location: { lat: 5.5353, lon: -73.3678 } },
      { 'user-agent': 'secret-agent', baggage: 'who=dona-rosa' },
    );
    await wayOf(id, 'inference');
    await ofQuestion(id, ({ name }) => name === 'process questions');
    const page = await readFile('docs/traces.md', 'utf8');
    for (const { json, attributes, resource } of collector.spans) {
      for (const name of [...Object.keys(attributes), ...Object.keys(resource)])
        expect(page).toContain(`\`${name}\``);
      expect(json).not.toMatch(/café|huila|tunja|clima|hojas|bocashi|5\.5|73\.3|secret-agent|dona-rosa/i);
    }
  });

  it('makes spans of questions alone, not of what BullMQ does for itself', () => {
    const roots = collector.spans.filter(({ parentSpanId }) => parentSpanId === '');
    expect(new Set(roots.map(({ name }) => name))).toEqual(new Set(['POST /v1/questions']));
  });

  it('stops in time although the collector no longer answers', async () => {
    collector.control.meets = 'silence';
    const other = await fleet.api();
    expect(await openTelemetryModules(other)).not.toEqual([]);
    const received = collector.untilReceived();
    await ask(other, { question: '¿Cuánta papa produjo Boyacá en 2021?' });
    await received;
    const exit = once(other.child, 'exit');
    const startedMs = performance.now();
    other.child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    // The exporter itself would wait for ten seconds.
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    collector.control.meets = 'ok';
  });
});

describe('without one', () => {
  const fleet = createFleet({ NODE_OPTIONS: `--require ${MODULES}` });
  afterAll(() => fleet.stop());

  it('loads nothing of OpenTelemetry but its interfaces, which prom-client has loaded anyway', async () => {
    const [api, worker] = await Promise.all([fleet.api(), fleet.worker()]);
    await ask(api, { question: '¿Cuánto café produjo Huila en 2020?' });
    expect(await Promise.all([api, worker].map(openTelemetryModules))).toEqual([[], []]);
  });
});
