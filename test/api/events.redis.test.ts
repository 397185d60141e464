import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenQuestion, Question } from '../../src/shared/contract/question.js';
import { emitEvents } from '../../src/shared/questions/emit.js';
import { openWorkBench, startApiUnderTest, type ApiUnderTest, type WorkBench } from './apiUnderTest.js';

let api: ApiUnderTest;
let replica: ApiUnderTest;
let bench: WorkBench;

beforeAll(async () => {
  api = await startApiUnderTest();
  replica = await startApiUnderTest({ AGROBOT_PREFIX: api.prefix });
  bench = openWorkBench(api.prefix);
});

afterAll(async () => {
  await Promise.all([api.stop(), replica.stop()]);
  await bench.close();
});

interface Seen {
  id: string | undefined;
  type: string | undefined;
  data: unknown;
}

const asked = async () => (await (await api.ask({ question: '¿Cuánto café?' })).json()) as OpenQuestion;
const pathOf = (id: string) => `/v1/questions/${id}/events`;

/** Reads a stream until `enough` says so, or it ends. */
async function readStream(
  response: Response,
  enough: (seen: Seen[]) => boolean = () => false,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) => seen.push({ id, type: event, data: JSON.parse(data) as unknown }),
  });
  const decoder = new TextDecoder();
  const reader = response.body!.getReader();
  for (;;) {
    // A cut connection ends a stream like any other end: what came before counts.
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) return seen;
    parser.feed(decoder.decode(value, { stream: true }));
    if (!enough(seen)) continue;
    await reader.cancel();
    return seen;
  }
}

const typesOf = (seen: Seen[]) => seen.map(({ id, type }) => `${id} ${type}`);

async function emitProgress(id: string, attempt: string, ...stages: string[]) {
  const events = stages.map((stage) => ({
    type: 'question.progress' as const,
    data: `{"stage":"${stage}"}`,
  }));
  expect(await emitEvents(bench.redis, bench.keys, id, attempt, events)).toBe(true);
}

describe('GET /v1/questions/{id}/events', () => {
  it('streams every event in order, ends with the whole object, and then has nothing more to say', async () => {
    const { id } = await asked();
    const response = await api.send(pathOf(id));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    const reading = readStream(response);
    await bench.answer(id);
    const seen = await reading;
    expect(typesOf(seen)).toEqual(['1 question.queued', '2 question.started', '3 question.completed']);
    expect(seen[0]?.data).toMatchObject({ id, status: 'queued' });
    expect(seen[2]?.data).toEqual(await (await api.send(`/v1/questions/${id}`)).json());
    const after = await api.send(pathOf(id), { headers: { 'last-event-id': '3' } });
    expect([after.status, await after.text()]).toEqual([204, '']);
  });

  it('tells the reader at once when to come back', async () => {
    const { id } = await asked();
    const response = await api.send(pathOf(id));
    const { value } = await response.body!.getReader().read();
    expect(new TextDecoder().decode(value)).toMatch(/^retry: 3000\n\n/);
  });

  it('resumes on another replica without a gap or a repeat', async () => {
    const { id } = await asked();
    const { attempt } = await bench.start(id);
    await emitProgress(id, attempt, 'reading');
    const before = await readStream(await api.send(pathOf(id)), (seen) => seen.length === 3);
    await emitProgress(id, attempt, 'looking_up');
    const last = before.at(-1)!.id!;
    const resumed = readStream(await replica.send(pathOf(id), { headers: { 'last-event-id': last } }));
    await emitProgress(id, attempt, 'writing');
    await api.send(`/v1/questions/${id}/cancel`, { method: 'POST' });
    expect(typesOf([...before, ...(await resumed)])).toEqual([
      '1 question.queued',
      '2 question.started',
      '3 question.progress',
      '4 question.progress',
      '5 question.progress',
      '6 question.cancelled',
    ]);
  });

  it('takes the place to resume from the query as well', async () => {
    const { id } = await asked();
    await bench.answer(id);
    const seen = await readStream(await replica.send(`${pathOf(id)}?starting_after=1`));
    expect(typesOf(seen)).toEqual(['2 question.started', '3 question.completed']);
  });

  it('serves many readers of one question', async () => {
    const { id } = await asked();
    const readers = [api, replica, api, replica, api].map(async (server) =>
      readStream(await server.send(pathOf(id))),
    );
    await bench.answer(id);
    for (const seen of await Promise.all(readers)) expect(seen.at(-1)?.type).toBe('question.completed');
  });

  it.each(['ayer', '-1', '1.5', '99', '99999999999999999999'])(
    'answers the senseless Last-Event-ID %s with a snapshot and goes on from there',
    async (senseless) => {
      const { id } = await asked();
      const reading = readStream(await api.send(pathOf(id), { headers: { 'last-event-id': senseless } }));
      await bench.answer(id);
      const seen = await reading;
      expect(seen[0]).toMatchObject({ id: '1', type: 'snapshot', data: { id, status: 'queued' } });
      expect(typesOf(seen.slice(1))).toEqual(['2 question.started', '3 question.completed']);
    },
  );

  it('answers a senseless Last-Event-ID of a finished question with its end', async () => {
    const { id } = await asked();
    await bench.answer(id);
    const seen = await readStream(await api.send(pathOf(id), { headers: { 'last-event-id': 'ayer' } }));
    expect(typesOf(seen)).toEqual(['3 question.completed']);
  });

  it('answers from the record once the stream is gone', async () => {
    const { id } = await asked();
    await bench.answer(id);
    await bench.redis.del(bench.keys.events(id));
    const seen = await readStream(await api.send(pathOf(id)));
    expect(typesOf(seen)).toEqual(['3 question.completed']);
    expect((seen[0]?.data as Question).status).toBe('completed');
  });

  it('opens no stream for HEAD', async () => {
    const { id } = await asked();
    const response = await api.send(pathOf(id), { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
  });

  it('drops a reader that does not read, which then resumes without a gap', async () => {
    const { id } = await asked();
    const { attempt } = await bench.start(id);
    const socket = await openWithoutReading(id);
    const text = 'á'.repeat(50_000);
    let emitted = 2;
    const dropped = async () => {
      const metrics = await (await fetch(api.metricsUrl)).text();
      return /agrobot_stream_readers_dropped_total (\d+)/.exec(metrics)?.[1] !== '0';
    };
    while (!(await dropped())) {
      const events = [{ type: 'answer.delta' as const, data: JSON.stringify({ text }) }];
      await emitEvents(bench.redis, bench.keys, id, attempt, events);
      emitted += events.length;
      expect(emitted).toBeLessThan(2_000);
    }
    const got = await readToEnd(socket);
    const last = /id: (\d+)\nevent: answer\.delta\ndata: [^\n]*\n\n(?!.*\n\nid: )/s.exec(got)?.[1] ?? '0';
    expect(Number(last)).toBeLessThan(emitted);
    // What it missed may be too much for one go again; every time it gets further.
    const numbers: number[] = [];
    for (let rounds = 0; (numbers.at(-1) ?? Number(last)) < emitted; rounds++) {
      expect(rounds).toBeLessThan(200);
      const from = String(numbers.at(-1) ?? last);
      const response = await api.send(pathOf(id), { headers: { 'last-event-id': from } });
      const seen = await readStream(response, (events) => Number(events.at(-1)?.id) === emitted);
      numbers.push(...seen.map((event) => Number(event.id)));
    }
    const missed = emitted - Number(last);
    expect(numbers).toEqual(Array.from({ length: missed }, (_, index) => Number(last) + 1 + index));
  });

  it('lets streams end, and sends readers elsewhere, when the process stops', async () => {
    const stopping = await startApiUnderTest({ AGROBOT_PREFIX: api.prefix });
    const { id } = await asked();
    const response = await stopping.send(pathOf(id));
    let reading!: Promise<Seen[]>;
    await new Promise<void>((resolve) => {
      reading = readStream(response, ({ length }) => {
        if (length > 0) resolve();
        return false;
      });
    });
    const waiting = stopping.ask({ question: '¿Cuánto maíz?' }, { prefer: 'wait=30' });
    await waitUntilWaiting(stopping);
    await stopping.stop();
    expect(typesOf(await reading)).toEqual(['1 question.queued']);
    const reply = await waiting;
    expect([reply.status, reply.headers.get('connection')]).toEqual([202, 'close']);
    const resumed = readStream(await api.send(pathOf(id), { headers: { 'last-event-id': '1' } }));
    await bench.answer(id);
    expect(typesOf(await resumed)).toEqual(['2 question.started', '3 question.completed']);
  });
});

async function waitUntilWaiting(server: ApiUnderTest) {
  for (;;) {
    const metrics = await (await fetch(server.metricsUrl)).text();
    if (metrics.includes('agrobot_open_readers{kind="wait"} 1')) return;
  }
}

async function openWithoutReading(id: string): Promise<Socket> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET ${pathOf(id)} HTTP/1.1\r\nHost: a\r\n\r\n`);
  socket.pause();
  return socket;
}

/** What the kernel still had for the reader when it was dropped. */
async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => undefined);
  socket.resume();
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}
