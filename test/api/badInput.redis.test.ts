import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/shared/contract/problem.js';
import { newQuestionId } from '../../src/shared/questions/ids.js';
import { openWorkBench, startApiUnderTest, type ApiUnderTest, type WorkBench } from './apiUnderTest.js';

let api: ApiUnderTest;
let bench: WorkBench;

beforeAll(async () => {
  api = await startApiUnderTest();
  bench = openWorkBench(api.prefix);
});

afterAll(async () => {
  await api.stop();
  await bench.close();
});

beforeEach(() => {
  api.lines.length = 0;
});

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = JSON_TYPE) =>
  api.send('/v1/questions', { method: 'POST', headers, body });

async function expectProblem(response: Response, status: number, code: string): Promise<Problem> {
  const problem = (await response.json()) as Problem;
  expect({ status: response.status, code: problem.code, told: problem.status }).toEqual({
    status,
    code,
    told: status,
  });
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('content-language')).toBe('es-CO');
  expect(problem.request_id).toBe(response.headers.get('x-request-id'));
  expect(problem.title).not.toBe('');
  const logged = api.lines.filter((line) => line.requestId === problem.request_id);
  expect(logged.map(({ msg, code: said }) => ({ msg, said }))).toEqual([
    { msg: 'request refused', said: code },
  ]);
  return problem;
}

describe('a question that cannot be taken', () => {
  it.each([
    ['an empty question', { question: '' }, ['/question']],
    ['a question of blanks', { question: ' \n\t ' }, ['/question']],
    ['no question', {}, ['/question']],
    ['a question that is no text', { question: 7 }, ['/question']],
    ['a question of 1,001 characters', { question: 'a'.repeat(1_001) }, ['/question']],
    ['a lone surrogate', { question: 'caf\ud800' }, ['/question']],
    ['a NUL', { question: 'caf\u0000é' }, ['/question']],
    ['unknown fields', { question: 'hola', webhook: 'https://a.b', 'a/b~c': 1 }, ['/webhook', '/a~1b~0c']],
    [
      'a webhook where none are configured',
      { question: 'hola', webhook_url: 'https://a.co/b' },
      ['/webhook_url'],
    ],
    ['a list', ['hola'], ['']],
    ['a bare text', 'null', ['']],
    ['a latitude beyond the pole', { question: 'hola', location: { lat: 91, lon: 0 } }, ['/location/lat']],
    ['half a place', { question: 'hola', location: { lat: 1, lon: 2, alt: 3 } }, ['/location/alt']],
    [
      'a municipality that is no code',
      { question: 'hola', location: { municipality_code: '410' } },
      ['/location/municipality_code'],
    ],
    ['a conversation of another form', { question: 'hola', conversation_id: 'mine' }, ['/conversation_id']],
  ])('refuses %s with a 422 that points at it', async (_name, body, pointers) => {
    const problem = await expectProblem(await api.ask(body), 422, 'invalid_request');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(problem.errors?.every(({ detail }) => detail.length > 5)).toBe(true);
  });

  it('refuses a conversation that the server did not make', async () => {
    const body = { question: 'hola', conversation_id: `c_${'0'.repeat(32)}` };
    const problem = await expectProblem(await api.ask(body), 422, 'unknown_conversation');
    expect(problem.errors?.[0]?.pointer).toBe('/conversation_id');
  });

  it.each(['{"question": "hola"', '', 'hola', '{"question": undefined}'])(
    'refuses %j as malformed JSON',
    async (body) => {
      await expectProblem(await post(body), 400, 'malformed_json');
    },
  );

  it('refuses bytes that are not UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"question":"caf'), Buffer.from([0xe9]), Buffer.from('"}')]);
    await expectProblem(await post(body), 400, 'malformed_utf8');
  });

  it.each([
    ['none', {}],
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }],
    ['a compressed body', { ...JSON_TYPE, 'content-encoding': 'gzip' }],
  ])('refuses %s as its type', async (_name, headers) => {
    await expectProblem(
      await post(Buffer.from('{"question":"hola"}'), headers),
      415,
      'unsupported_media_type',
    );
  });

  it('refuses an Idempotency-Key of more than 255 characters', async () => {
    const response = await api.ask({ question: 'hola' }, { 'idempotency-key': 'k'.repeat(256) });
    const problem = await expectProblem(response, 422, 'invalid_request');
    expect(problem.errors?.[0]?.pointer).toBe('Idempotency-Key');
  });

  it('refuses a body of 10 MB', async () => {
    const body = JSON.stringify({ question: 'a'.repeat(10_000_000) });
    await expectProblem(await post(body), 413, 'body_too_large');
  });

  it('refuses an endless body without a length after 16 KiB, and does not read on', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.write('POST /v1/questions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n');
    socket.write('Transfer-Encoding: chunked\r\n\r\n');
    socket.write(`8000\r\n${'a'.repeat(0x8000)}\r\n`);
    let reply = '';
    for await (const chunk of socket) reply += (chunk as Buffer).toString();
    expect(reply).toContain('HTTP/1.1 413');
    expect(reply).toContain('"code":"body_too_large"');
  });

  it('goes on after all of that', async () => {
    const response = await api.ask({ question: `¿Qué es ${'supercafé'.repeat(110)}?` });
    expect(response.status).toBe(202);
  });
});

describe('an address that does not fit', () => {
  it.each([
    ['a path that is not there', '/v1/answers', 404, 'not_found'],
    ['an id that never was', `/v1/questions/${newQuestionId()}`, 404, 'not_found'],
    ['an id of another form', '/v1/questions/12', 404, 'not_found'],
    ['an id with broken escapes', '/v1/questions/%ZZ', 404, 'not_found'],
    ['an id past retention', '/v1/questions/q_01000000-0000-7000-8000-000000000001', 410, 'gone'],
    ['its events', '/v1/questions/q_01000000-0000-7000-8000-000000000001/events', 410, 'gone'],
  ])('answers %s', async (_name, path, status, code) => {
    await expectProblem(await api.send(path), status, code);
  });

  it.each([
    ['DELETE', '/v1/questions', 'POST, OPTIONS'],
    ['GET', '/v1/questions', 'POST, OPTIONS'],
    ['POST', `/v1/questions/${newQuestionId()}`, 'GET, HEAD, OPTIONS'],
    ['GET', `/v1/questions/${newQuestionId()}/cancel`, 'POST, OPTIONS'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
  ])('answers %s %s with a 405 that says what is allowed', async (method, path, allow) => {
    const response = await api.send(path, { method });
    expect(response.headers.get('allow')).toBe(allow);
    await expectProblem(response, 405, 'method_not_allowed');
  });

  // A proxy that limits this address has to see every question at it.
  it.each(['/v1/questions/', '/V1/Questions', '/v1//questions'])('takes no question at %s', async (path) => {
    const init = { method: 'POST', headers: JSON_TYPE, body: '{"question":"hola"}' };
    await expectProblem(await api.send(path, init), 404, 'not_found');
  });

  it('answers OPTIONS with what is allowed', async () => {
    const response = await api.send('/v1/questions', { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });

  it('says so when it cannot answer in the form that is asked for', async () => {
    const response = await api.ask({ question: 'hola' }, { accept: 'text/html' });
    await expectProblem(response, 406, 'not_acceptable');
  });

  it("keeps the caller's X-Request-Id, unless it could not be logged as it is", async () => {
    const kept = await api.send('/v1/answers', { headers: { 'x-request-id': 'pedido-2026.1' } });
    expect(kept.headers.get('x-request-id')).toBe('pedido-2026.1');
    const made = await api.send('/v1/answers', { headers: { 'x-request-id': 'a b' } });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
