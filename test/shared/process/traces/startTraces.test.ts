import { EventEmitter, once } from 'node:events';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createLogger, type Logger } from '../../../../src/shared/process/logger.js';
import { startTraces } from '../../../../src/shared/process/traces/startTraces.js';
import { noTraces, type Traces } from '../../../../src/shared/process/traces/traces.js';
import { startCollector, type Collector } from '../../../stand-ins/collector.js';

const SENT_EVERY_MS = '20';
const WORK = { name: 'work', kind: 'internal' } as const;

interface Line {
  msg: string;
  reason?: string;
  collector?: string;
  trace_id?: string;
  span_id?: string;
}

let collector: Collector;
let traces: Traces;
let log: Logger;
const lines: Line[] = [];
const news = new EventEmitter();
const sink = new Writable({
  write(chunk: Buffer, _, done) {
    lines.push(JSON.parse(chunk.toString()) as Line);
    news.emit('line');
    done();
  },
});

async function line(msg: string): Promise<Line> {
  for (;;) {
    const found = lines.find((candidate) => candidate.msg === msg);
    if (found) return found;
    await once(news, 'line');
  }
}

// One for the file: OpenTelemetry has one provider a process.
beforeAll(async () => {
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', SENT_EVERY_MS);
  collector = await startCollector();
  traces = await startTraces(
    {
      url: `${collector.url.replace('//', '//someone:s3cret@')}/v1/traces`,
      headers: {},
      serviceName: null,
      resource: { 'service.name': 'from the resource', team: 'riego' },
      sampler: { name: 'traceidratio', ratio: 1 },
    },
    { service: 'agrobot-api', version: '1.2.3', pid: 7, log: () => log },
  );
  log = createLogger('agrobot-api', 'info', { to: sink, fields: traces.logFields });
});

afterAll(async () => {
  await traces.stop();
  await collector.close();
});

it('without a collector gives back what it is given', async () => {
  const options = { service: 'agrobot-api', version: '1.2.3', pid: 7, log: () => log } as const;
  const none = await startTraces(null, options);
  expect(none).toBe(noTraces);
  const handle = () => 'handled';
  expect(none.request({ method: 'GET', route: '/' }, handle)).toBe(handle);
  expect(none.bullmq).toBeUndefined();
  expect(none.logFields).toBeUndefined();
  expect(await none.inSpan(WORK, async () => 'worked')).toBe('worked');
});

it('tells what a span came to, and of which process it is', async () => {
  await traces.inSpan({ ...WORK, attributes: { 'agrobot.needs': 'weather' } }, async (span) => {
    span.note({ noted: 1 });
    traces.note({ 'noted.from.within': true });
  });
  const span = await collector.span(({ name }) => name === 'work');
  expect(span).toMatchObject({
    service: 'from the resource',
    resource: { 'service.version': '1.2.3', 'process.pid': 7, team: 'riego' },
    attributes: { 'agrobot.needs': 'weather', 'noted.from.within': true },
    failed: false,
  });
  expect(Number(span.attributes.noted)).toBe(1);
});

it.each([
  [
    'an error by its code',
    Object.assign(new Error('¿Qué siembro en Tunja?'), { code: 'ECONNRESET' }),
    'ECONNRESET',
  ],
  ['an error by its name', new TypeError('¿Qué siembro en Tunja?'), 'TypeError'],
])('tells %s, without its message', async (name, error, type) => {
  await expect(traces.inSpan({ name, kind: 'client' }, () => Promise.reject(error))).rejects.toBe(error);
  const span = await collector.span((candidate) => candidate.name === name);
  expect(span).toMatchObject({ kind: 'client', failed: true, attributes: { 'error.type': type } });
  expect(span.json).not.toContain('siembro');
});

it('believes what the work says of its failure before what was thrown', async () => {
  const work = traces.inSpan({ name: 'told', kind: 'internal' }, async (span) => {
    span.fail('quota');
    throw new Error('no credit');
  });
  await expect(work).rejects.toThrow('no credit');
  expect((await collector.span(({ name }) => name === 'told')).attributes['error.type']).toBe('quota');
});

it('marks log lines that are written within a span, and no others', async () => {
  await traces.inSpan({ name: 'logs', kind: 'internal' }, async () => log.info('within'));
  log.info('outside');
  const { traceId, spanId } = await collector.span(({ name }) => name === 'logs');
  expect(await line('within')).toMatchObject({ trace_id: traceId, span_id: spanId });
  expect(await line('outside')).not.toHaveProperty('trace_id');
});

it('warns once while the collector refuses, and tells when it takes spans again', async () => {
  collector.control.meets = 'refusal';
  for (const name of ['lost', 'lost too']) {
    const received = collector.untilReceived();
    await traces.inSpan({ name, kind: 'internal' }, async () => undefined);
    await received;
  }
  const warned = await line('collector takes no spans; they are dropped until it does');
  expect(warned.reason).toMatch(/401|Unauthorized/);
  expect(warned.collector).toMatch(/^127\.0\.0\.1:\d+\/v1\/traces$/);
  collector.control.meets = 'ok';
  await traces.inSpan({ name: 'taken', kind: 'internal' }, async () => undefined);
  await collector.span(({ name }) => name === 'taken');
  await line('collector takes spans again');
  expect(lines.filter(({ msg }) => msg.startsWith('collector'))).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain('s3cret');
});
