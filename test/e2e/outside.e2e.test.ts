import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newWebhookSecret } from '../../src/shared/webhooks/secrets.js';
import { isFinished, type Client, type CompletedQuestion, type StreamEvent } from '../../src/client/index.js';
import { createFleet, type TestFleet } from '../support/processes.js';
import { startLanguageModelStandIn, type LanguageModelStandIn } from '../stand-ins/languageModel.js';
import { startNominatim } from '../stand-ins/nominatim.js';
import { startOpenMeteo } from '../stand-ins/openMeteo.js';

const TEXT =
  'El bocashi es un abono fermentado que se hace con estiércol seco, tierra, cascarilla y melaza. ' +
  'Se amontona bajo techo, se humedece hasta que al apretar un puñado no escurra, y se voltea cada día para que no se caliente demasiado. ' +
  'Está listo cuando huele a tierra y se siente frío. Úselo alrededor de la planta, sin tocar el tallo, y guárdelo a la sombra y seco.';

let fleet: TestFleet;
let client: Client;
let openMeteo: Awaited<ReturnType<typeof startOpenMeteo>>;
let nominatim: Awaited<ReturnType<typeof startNominatim>>;
let languageModel: LanguageModelStandIn;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
const secret = newWebhookSecret();

/** Somebody's server that wants to hear of endings. */
async function startReceiver() {
  const deliveries: { headers: Record<string, string>; body: string }[] = [];
  let heard!: () => void;
  const first = new Promise<void>((resolve) => (heard = resolve));
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      deliveries.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(204).end();
      heard();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}/agrobot`, deliveries, first, server };
}

beforeAll(async () => {
  [openMeteo, nominatim, languageModel, receiver] = await Promise.all([
    startOpenMeteo(),
    startNominatim(),
    startLanguageModelStandIn(),
    startReceiver(),
  ]);
  languageModel.meets({ does: 'answer', text: TEXT });
  fleet = createFleet({
    AGROBOT_OPEN_METEO_URL: openMeteo.url,
    AGROBOT_NOMINATIM_URL: nominatim.url,
    AGROBOT_NOMINATIM_INTERVAL_MS: '0',
    OPENAI_BASE_URL: languageModel.url,
    OPENAI_MODEL: 'agro-mini',
    AGROBOT_WEBHOOK_SECRET: secret,
    AGROBOT_WEBHOOK_PRIVATE_HOSTS: receiver.host,
  });
  // Two workers: what one hands over, either composes.
  const [api] = await Promise.all([fleet.api(), fleet.worker(), fleet.worker()]);
  client = fleet.client(api);
});

afterAll(async () => {
  await fleet.stop();
  await Promise.all([openMeteo.close(), nominatim.close(), languageModel.close()]);
  receiver.server.close();
});

async function ask(question: string, more: object = {}): Promise<CompletedQuestion> {
  const asked = await client.ask({ question, ...more }, { waitS: 20 });
  const finished = isFinished(asked) ? asked : await client.wait(asked.id);
  if (finished.status !== 'completed') throw new Error(`${question}: ${finished.status}`);
  return finished;
}

it('answers what the weather is from the service, for fifty askers with one request', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => ask('¿Cómo está el clima en Tunja ahora?')),
  );
  for (const { intent, answer, degraded, sources } of answers) {
    expect(intent.name).toBe('weather');
    expect(answer.data).toMatchObject({ kind: 'weather', place: { code: '15001' }, temperature_c: 16.4 });
    expect(answer.text).toContain('16');
    expect(degraded).toEqual([]);
    expect(JSON.stringify(sources)).toContain('Open-Meteo');
  }
  expect(openMeteo.received).toHaveLength(1);
});

it('streams what a language model writes, as it writes it, and names it as such', async () => {
  const { id } = await client.ask({
    question: '¿Qué puedo hacer con las hojas secas de los árboles en la huerta?',
  });
  const events: StreamEvent[] = [];
  for await (const event of client.stream(id)) events.push(event);
  const question = events.at(-1)!.data as CompletedQuestion;
  if (question.answer.data?.kind === 'knowledge')
    throw new Error('the knowledge base answers this one itself');
  const deltas = events.flatMap((event) => (event.type === 'answer.delta' ? [event.data.text] : []));
  expect(deltas.join('')).toBe(question.answer.text);
  expect(question.disclaimer).toMatch(/modelo de lenguaje/);
  expect(languageModel.requests).toHaveLength(1);
});

it('refines the place of coordinates, and goes on from it in the conversation', async () => {
  const first = await ask('¿Dónde estoy?', { location: { lat: 5.5353, lon: -73.3678 } });
  expect(first.answer.data).toMatchObject({ kind: 'location', place: { code: '15001' }, from: 'request' });
  const { conversation_id } = first;
  const second = await ask('¿Qué siembro?', { conversation_id });
  expect(second.entities.place?.code).toBe('15001');
  const { turns } = await client.conversation(conversation_id);
  expect(turns.map(({ text }) => text)).toEqual(['¿Dónde estoy?', '¿Qué siembro?']);
  await client.forget(conversation_id);
  await expect(client.get(first.id)).rejects.toMatchObject({ status: 404 });
});

it('delivers the ending to the webhook, signed', async () => {
  const { id } = await client.ask({
    question: '¿Cuánto café produjo Huila en 2020?',
    webhook_url: receiver.url,
  });
  await receiver.first;
  const [{ headers, body }] = receiver.deliveries as [{ headers: Record<string, string>; body: string }];
  const event = new Webhook(secret).verify(body, headers) as { type: string; data: CompletedQuestion };
  expect(event).toMatchObject({ type: 'question.completed', data: { id, status: 'completed' } });
});
