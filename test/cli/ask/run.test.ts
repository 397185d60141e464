import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAsk, type AskOptions } from '../../../src/cli/ask/run.js';
import { eventsOf, refuse, startStandInApi } from '../../stand-ins/api.js';
import { completedQuestion, failedQuestion, openQuestion, questionId } from '../../stand-ins/questions.js';
import { fakeTerminal } from './fakeTerminal.js';

const ASK = 'POST /v1/questions';
const EVENTS = 'GET /v1/questions/{id}/events';
const CAFE = '¿Cuánto café produjo Huila en 2020?';
const TEXT = 'En 2020, Huila produjo 178.319 toneladas de café.';
const running = () => new AbortController().signal;

let api: Awaited<ReturnType<typeof startStandInApi>>;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agrobot-ask-'));
  api = await startStandInApi();
  api.answer = (id) => eventsOf(id, TEXT);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await api.close();
});

async function ask(
  words: string[],
  options: Partial<AskOptions> = {},
  {
    signal = running(),
    ...terminalOptions
  }: Parameters<typeof fakeTerminal>[0] & { signal?: AbortSignal } = {},
) {
  const { terminal, written } = fakeTerminal({ env: { AGROBOT_URL: api.url }, ...terminalOptions });
  const status = await runAsk(words, { inFlight: 4, ...options }, terminal, signal);
  return { status, ...written };
}

describe('agrobot ask', () => {
  it('prints the stages as plain lines and the answer with its source', async () => {
    // Open when it is accepted: the stream tells the rest.
    api.answer = (id) => eventsOf(id, TEXT).slice(0, 1);
    api.failNext(EVENTS, { kind: 'end', afterEvents: 1 });
    const asking = ask([CAFE]);
    await expect.poll(() => api.requests(EVENTS).length).toBeGreaterThan(0);
    for (const event of eventsOf(questionId(1), TEXT).slice(1)) api.emit(questionId(1), event);
    const { status, stdout, stderr } = await asking;
    expect(status).toBe(0);
    expect(stdout).toBe(
      `${TEXT}\n\nFuente: Evaluaciones Agropecuarias Municipales (EVA), UPRA, 2020\n` +
        '        https://www.datos.gov.co/d/uejq-wxrr\n',
    );
    expect(stderr.split('\n')).toEqual(
      expect.arrayContaining([
        'Enviando la pregunta',
        'En cola: puesto 3',
        'En cola: es la siguiente',
        'Empezó',
        'Leyendo la pregunta',
        'Buscando las cifras',
        `${questionId(1)} · conversación c_0123456789abcdef0123456789abcdef · 14 ms (cola 2, modelo 7, respuesta 3)`,
      ]),
    );
  });

  it('draws the stages over each other on a terminal and leaves only the answer', async () => {
    const { stdout, stderr } = await ask([CAFE], {}, { isTTY: true });
    expect(stdout).toContain(TEXT);
    expect(stderr).toContain('⠋ Enviando la pregunta');
    expect(stderr).toContain('\x1b[1A\x1b[2K');
  });

  it('prints nothing but the finished object with --json', async () => {
    const { status, stdout, stderr } = await ask([CAFE], { json: true });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(completedQuestion(questionId(1), TEXT));
    expect(stderr).toBe('');
  });

  it('takes words without quotes, and stdin for "-"', async () => {
    await ask(['¿Cuánto', 'café?']);
    const bytes = Buffer.from('¿Qué siembro\nen Boyacá?\n');
    await ask(['-'], {}, { stdin: [bytes.subarray(0, 1), bytes.subarray(1)] });
    const questions = api.requests(ASK).map(({ body }) => (body as { question: string }).question);
    expect(questions).toEqual(['¿Cuánto café?', '¿Qué siembro\nen Boyacá?']);
  });

  it('sends the conversation and the municipality', async () => {
    await ask([CAFE], { conversation: 'c_1', municipality: '41001' });
    expect(api.requests(ASK)[0]?.body).toEqual({
      question: CAFE,
      conversation_id: 'c_1',
      location: { municipality_code: '41001' },
    });
  });

  it('tells with status 1 why a question failed', async () => {
    api.answer = (id) => [{ type: 'question.failed', data: failedQuestion(id) }];
    const { status, stdout, stderr } = await ask([CAFE]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('No hay respuesta: La pregunta tardó demasiado.\n');
  });

  it('cancels the question when it is interrupted', async () => {
    api.answer = (id) => [{ type: 'question.queued', data: openQuestion(id) }];
    const stop = new AbortController();
    const asking = ask([CAFE], {}, { signal: stop.signal });
    await expect.poll(() => api.requests(EVENTS).length).toBeGreaterThan(0);
    stop.abort();
    expect((await asking).status).toBe(130);
    expect(api.requests('POST /v1/questions/{id}/cancel')).toHaveLength(1);
  });

  it.each([
    { name: 'no question', run: () => ask([' ']), status: 2, says: 'Which question?' },
    { name: 'a question and a file', run: () => ask([CAFE], { file: 'x.csv' }), status: 2, says: 'not both' },
    {
      name: 'a file that is not there',
      run: () => ask([], { file: '/nowhere/x.csv' }),
      status: 2,
      says: 'no such file',
    },
    {
      name: 'an address that is none',
      run: () => ask([CAFE], { url: 'localhost:1' }),
      status: 2,
      says: '--url wants',
    },
  ])('says what is wrong with $name', async ({ run, status, says }) => {
    await expect(run()).rejects.toMatchObject({
      exitStatus: status,
      message: expect.stringContaining(says) as string,
    });
  });

  it('says how to start the API where none answers', async () => {
    const asking = ask([CAFE], { url: 'http://127.0.0.1:1' });
    await expect(asking).rejects.toMatchObject({ exitStatus: 3 });
    await expect(asking).rejects.toThrow('Start it with: npm start');
  });
});

describe('agrobot ask --file', () => {
  const QUESTIONS = Array.from(
    { length: 30 },
    (_, index) => `¿Cuánto café produjo Huila en ${1990 + index}?`,
  );
  let file: string;
  let out: string;
  beforeEach(() => {
    file = join(folder, 'preguntas.csv');
    out = join(folder, 'preguntas.respuestas.csv');
    writeFileSync(file, `pregunta\n${QUESTIONS.join('\n')}\n`);
    api.answer = (id, question) => eventsOf(id, `Sobre ${question}`);
  });
  const rowsWritten = () =>
    readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  const asked = () => api.requests(ASK).map(({ body }) => (body as { question: string }).question);

  it('answers every row once, in the order of the file', async () => {
    const { status, stdout, stderr } = await ask([], { file });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(rowsWritten().map((row) => row.slice(0, 4))).toEqual(
      QUESTIONS.map((question, index) => [String(index + 1), question, 'respondida', `Sobre ${question}`]),
    );
    expect(asked().sort()).toEqual([...QUESTIONS].sort());
    expect(stderr).toContain('30 respondidas, 0 con error');
  });

  it('records a row that fails or is refused, goes on, and ends with status 1', async () => {
    api.failNext(ASK, refuse(422, 'invalid_request', 'no puede tener más de 1000 caracteres'));
    api.answer = (id, question) =>
      question === QUESTIONS[7]
        ? [{ type: 'question.failed', data: failedQuestion(id) }]
        : eventsOf(id, `Sobre ${question}`);
    const { status, stderr } = await ask([], { file, inFlight: 1 });
    expect(status).toBe(1);
    const failed = rowsWritten().filter(([, , state]) => state === 'fallida');
    expect(failed.map(([number, , , , , , , , error]) => [number, error])).toEqual([
      ['1', 'no puede tener más de 1000 caracteres'],
      ['8', 'La pregunta tardó demasiado.'],
    ]);
    expect(stderr).toContain('28 respondidas, 2 con error');
  });

  it('waits as told while the API is busy or away', async () => {
    api.failNext(ASK, refuse(429, 'too_many_open_questions'), refuse(503, 'unavailable'), { kind: 'drop' });
    expect((await ask([], { file })).status).toBe(0);
    expect(rowsWritten()).toHaveLength(30);
  });

  it('goes on where an interrupted run stopped, without asking an answered row again', async () => {
    const stop = new AbortController();
    api.answer = (id, question) => {
      if (asked().length === 12) stop.abort();
      return eventsOf(id, `Sobre ${question}`);
    };
    const first = await ask([], { file }, { signal: stop.signal });
    expect(first.status).toBe(130);
    expect(first.stderr).toContain('repita el mismo comando');
    const before = rowsWritten().map(([number]) => number);
    expect(before.length).toBeLessThan(12);

    // Another server: the first one may still receive what was on its way.
    await api.close();
    api = await startStandInApi();
    expect((await ask([], { file })).status).toBe(0);
    expect(rowsWritten().map(([number]) => number)).toEqual(QUESTIONS.map((_, index) => String(index + 1)));
    expect(asked().sort()).toEqual(QUESTIONS.slice(before.length).sort());
    expect((await ask([], { file })).stderr).toContain('30 filas ya estaban; faltan 0');
  });

  it('stops at what no row could pass, and keeps what it has', async () => {
    api.answer = (id, question) => {
      if (question === QUESTIONS[4]) api.failNext(ASK, refuse(401, 'unauthenticated', 'La clave no sirve.'));
      return eventsOf(id, `Sobre ${question}`);
    };
    await expect(ask([], { file, inFlight: 1 })).rejects.toMatchObject({
      exitStatus: 1,
      message: 'La clave no sirve.',
    });
    expect(rowsWritten()).toHaveLength(5);
  });

  it('refuses to write over the questions', async () => {
    await expect(ask([], { file, out: file })).rejects.toThrow('--out must be another file');
  });
});
