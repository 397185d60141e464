import { CircuitState } from 'cockatiel';
import { afterEach, describe, expect, it } from 'vitest';
import { createLocalBudget } from '../../../../src/workers/upstreams/languageModel/budget.js';
import { usageOf } from '../../../stand-ins/languageModel.js';
import { GOOD_ANSWER, neutralSentences, NOTES } from './answers.js';
import { BRIEF, listener, openModelRoom } from './modelUnderTest.js';

let room: Awaited<ReturnType<typeof openModelRoom>>;
const open = async (...setup: Parameters<typeof openModelRoom>) => (room = await openModelRoom(...setup));
afterEach(() => room.close());

const NOON = Date.parse('2026-11-24T17:00:00Z');
const GOOD = { does: 'answer', text: GOOD_ANSWER } as const;

describe('an answer', () => {
  it('comes whole, as the server wrote it', async () => {
    await open();
    const result = await room.write([GOOD]);
    expect(result.written).toEqual({ text: GOOD_ANSWER, model: 'agro-mini' });
    expect(result.all.length).toBeGreaterThan(5);
    expect(result.everything).toBe(GOOD_ANSWER);
    expect(room.outcomes).toEqual(['ok']);
  });

  it('is asked for as any server of the API takes it', async () => {
    await open();
    await room.write([GOOD]);
    const { body, headers } = room.standIn.requests[0]!;
    expect(body).toMatchObject({
      model: 'agro-mini',
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 1_200,
      temperature: 0.2,
    });
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(body.messages[1]!.content).toContain(BRIEF.question);
    expect(body.messages[1]!.content).toContain(NOTES[0]!.text);
    expect(headers.authorization).toBeUndefined();
  });

  it('arrives before its end', async () => {
    await open();
    let release!: () => void;
    const until = new Promise<void>((resolve) => (release = resolve));
    room.standIn.meets({ ...GOOD, pause: { afterCharacters: 600, until } });
    // The server goes on only once something was heard: were nothing shown before the end, this would never end.
    const heard = listener(release);
    const written = await room.model.write(BRIEF, {
      signal: new AbortController().signal,
      ...heard.callbacks,
    });
    expect(written?.text).toBe(GOOD_ANSWER);
  });

  it('leaves out what the model thinks first', async () => {
    await open();
    const text = `<think>\nEl usuario pregunta. Van 20 ml.\n</think>\n\n${GOOD_ANSWER}`;
    expect((await room.write([{ ...GOOD, text, thought: 'Pienso en 20 ml de eso.' }])).written?.text).toBe(
      GOOD_ANSWER,
    );
  });

  it('that reached the limit of tokens ends with its last whole sentence', async () => {
    await open();
    const { written } = await room.write([{ ...GOOD, text: GOOD_ANSWER.slice(0, -20), finish: 'length' }]);
    expect(written?.text).toMatch(/lombrices\.$/);
  });

  it('is cut where it does not end by itself, and the request with it', async () => {
    await open();
    const { written } = await room.write([{ does: 'stall', text: neutralSentences(48).join(' ').repeat(2) }]);
    expect(written?.text).toMatch(/suelo\.$/);
    await expect(room.standIn.requests[0]!.leftEarly).resolves.toBe(true);
  });
});

describe('a server with its own ways', () => {
  it.each([
    ['max_tokens', { max_completion_tokens: 4_000 }],
    ['temperature', { max_tokens: 1_200 }],
    ['stream_options', { max_tokens: 1_200 }],
  ] as const)('that does not take %s is asked without it, and from then on', async (name, expected) => {
    await open({ standIn: { unsupported: [name] } });
    expect((await room.write([GOOD])).written?.text).toBe(GOOD_ANSWER);
    expect((await room.write([GOOD])).written?.text).toBe(GOOD_ANSWER);
    expect(room.standIn.requests).toHaveLength(3);
    for (const { body } of room.standIn.requests.slice(1)) {
      expect(body).not.toHaveProperty(name);
      expect(body).toMatchObject(expected);
    }
    expect(room.outcomes).toEqual(['ok', 'ok']);
  });

  it('with a key is sent the key', async () => {
    await open({ standIn: { apiKey: 'sk-right' }, config: { apiKey: 'sk-right' } });
    expect((await room.write([GOOD])).written).not.toBeNull();
  });
});

describe('a failure that passes', () => {
  it.each([
    ['too many requests', { does: 'refuse', status: 429, headers: { 'retry-after': '0' } }, 'rate_limited'],
    ['an error of the server', { does: 'refuse', status: 500 }, 'server_error'],
    ['a server that is overloaded', { does: 'refuse', status: 503 }, 'server_error'],
    ['a connection that is cut before the text', { does: 'cut', text: '' }, 'cut'],
  ] as const)('is tried again unseen: %s', async (_, turn, outcome) => {
    await open();
    const result = await room.write([turn, turn, GOOD]);
    expect(result.written?.text).toBe(GOOD_ANSWER);
    expect(result.all).not.toContain(null);
    expect(room.outcomes).toEqual([outcome, outcome, 'ok']);
  });

  it.each([
    ['a connection that is cut', { does: 'cut', text: GOOD_ANSWER.slice(0, 700) }, 'cut'],
    ['an error among the text', { does: 'error chunk', text: GOOD_ANSWER.slice(0, 700) }, 'cut'],
    ['text that is no JSON', { does: 'malformed chunk', text: GOOD_ANSWER.slice(0, 700) }, 'malformed'],
    ['an end without a reason', { does: 'end without finish', text: GOOD_ANSWER.slice(0, 700) }, 'cut'],
  ] as const)('after text was shown takes it back and begins anew: %s', async (_, turn, outcome) => {
    await open();
    const result = await room.write([turn, GOOD]);
    expect(result.written?.text).toBe(GOOD_ANSWER);
    expect(result.all.filter((one) => one === null)).toHaveLength(1);
    expect(result.all[0]).not.toBeNull();
    expect(result.standing).toBe(GOOD_ANSWER);
    expect(room.outcomes).toEqual([outcome, 'ok']);
  });

  it('and does not pass ends with nothing shown and no exception', async () => {
    await open();
    const result = await room.write([{ does: 'cut', text: GOOD_ANSWER.slice(0, 700) }]);
    expect(result.written).toBeNull();
    expect(result.standing).toBe('');
    expect(room.standIn.requests).toHaveLength(3);
    expect(room.outcomes).toEqual(['cut', 'cut', 'cut']);
  });

  it('waits as long as the server asks for', async () => {
    await open();
    const from = performance.now();
    await room.write([{ does: 'refuse', status: 429, headers: { 'retry-after-ms': '120' } }, GOOD]);
    expect(performance.now() - from).toBeGreaterThanOrEqual(119);
    expect(room.outcomes).toEqual(['rate_limited', 'ok']);
  });

  it('is not waited for beyond the time limit', async () => {
    await open();
    const { written } = await room.write([
      { does: 'refuse', status: 429, headers: { 'retry-after': '3600' } },
      GOOD,
    ]);
    expect(written).toBeNull();
    expect(room.standIn.requests).toHaveLength(1);
    expect(room.outcomes).toEqual(['rate_limited']);
  });

  it('is an unreachable server too', async () => {
    await open();
    await room.standIn.close();
    expect((await room.write([])).written).toBeNull();
    expect(room.outcomes).toEqual(['connection', 'connection', 'connection']);
    expect(room.logged.at(-1)).toMatchObject({ outcome: 'connection' });
  });
});

describe('a failure that lasts is not tried again, and the log says what to do', () => {
  it.each([
    [
      'a refused key',
      { does: 'refuse', status: 401, code: 'invalid_api_key', message: 'bad key sk-secret' },
      'refused_key',
      'OPENAI_API_KEY',
    ],
    ['a forbidden key', { does: 'refuse', status: 403 }, 'refused_key', 'OPENAI_API_KEY'],
    ['no credit', { does: 'refuse', status: 429, code: 'insufficient_quota' }, 'quota', 'credit'],
    ['a bad request', { does: 'refuse', status: 400, message: 'no' }, 'bad_request', 'chat-completions'],
  ] as const)('%s', async (_, turn, outcome, advice) => {
    await open();
    expect((await room.write([turn, GOOD])).written).toBeNull();
    expect(room.standIn.requests).toHaveLength(1);
    expect(room.outcomes).toEqual([outcome]);
    expect(room.logged).toEqual([
      expect.objectContaining({
        level: 40,
        outcome,
        status: turn.status,
        advice: expect.stringContaining(advice),
      }),
    ]);
    expect(JSON.stringify(room.logged)).not.toMatch(/sk-secret|compostaje/);
  });

  it('an unknown model', async () => {
    await open({ config: { model: 'agro-maxi' } });
    expect((await room.write([GOOD])).written).toBeNull();
    expect(room.outcomes).toEqual(['unknown_model']);
    expect(room.logged[0]).toMatchObject({ advice: expect.stringContaining('OPENAI_MODEL') });
  });

  it('a key that is missing', async () => {
    await open({ standIn: { apiKey: 'sk-right' } });
    expect((await room.write([GOOD])).written).toBeNull();
    expect(room.outcomes).toEqual(['refused_key']);
  });
});

describe('after five failures in a row', () => {
  it('no request is sent for a while, then one tries', async () => {
    await open({ openForMs: 0 });
    const refused = { does: 'refuse', status: 401 } as const;
    for (let times = 0; times < 5; times++) await room.write([refused]);
    // Open for no time at all: the next one is the trial.
    expect((await room.write([GOOD])).written).not.toBeNull();
    expect(room.standIn.requests).toHaveLength(6);
  });

  it('only one tries, and the others do not wait for it', async () => {
    await open({ openForMs: 0 });
    for (let times = 0; times < 5; times++) await room.write([{ does: 'refuse', status: 401 }]);
    let release!: () => void;
    const until = new Promise<void>((resolve) => (release = resolve));
    const trial = room.write([{ ...GOOD, pause: { afterCharacters: 10, until } }]);
    const other = await room.model.write(BRIEF, {
      signal: new AbortController().signal,
      ...listener().callbacks,
    });
    expect(other).toBeNull();
    release();
    expect((await trial).written).not.toBeNull();
    expect(room.outcomes.slice(5)).toEqual(['breaker_open', 'ok']);
  });

  it('nothing is asked while it is open', async () => {
    await open();
    for (let times = 0; times < 6; times++) {
      expect((await room.write([{ does: 'refuse', status: 401 }])).written).toBeNull();
    }
    expect(room.standIn.requests).toHaveLength(5);
    expect(room.outcomes.at(-1)).toBe('breaker_open');
    expect(room.breaker).toEqual([CircuitState.Closed, CircuitState.Open]);
  });
});

describe('the budget', () => {
  /** What is left of it, found out by asking for ever less. */
  async function left(budget: ReturnType<typeof createLocalBudget>): Promise<number> {
    let low = 0;
    for (let step = 1 << 16; step >= 1; step >>= 1) {
      const reservation = await budget.reserve(low + step);
      if (!reservation) continue;
      low += step;
      await reservation.settle(0);
    }
    return low;
  }

  it('is charged by what the server counted', async () => {
    const budget = createLocalBudget(50_000, () => NOON);
    await open({ budget });
    await room.write([GOOD]);
    const used = usageOf(room.standIn.requests[0]!.body, GOOD_ANSWER).total_tokens;
    expect(await left(budget)).toBe(50_000 - used);
  });

  it('is charged by the text where the server does not count', async () => {
    const budget = createLocalBudget(50_000, () => NOON);
    await open({ budget });
    await room.write([{ ...GOOD, usage: false }]);
    const { messages } = room.standIn.requests[0]!.body;
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    expect(await left(budget)).toBe(50_000 - Math.ceil(characters / 3) - Math.ceil(GOOD_ANSWER.length / 3));
  });

  it('is not charged for a request that was refused', async () => {
    const budget = createLocalBudget(50_000, () => NOON);
    await open({ budget });
    await room.write([{ does: 'refuse', status: 500 }]);
    expect(await left(budget)).toBe(50_000);
  });

  it('that is used up ends in no request', async () => {
    await open({ budget: createLocalBudget(100, () => NOON) });
    expect((await room.write([GOOD])).written).toBeNull();
    expect(room.standIn.requests).toEqual([]);
    expect(room.outcomes).toEqual(['budget']);
    expect(room.logged[0]).toMatchObject({ advice: expect.stringContaining('AGROBOT_LLM_TOKENS_PER_DAY') });
  });

  it('that cannot be read is no answer, not an exception', async () => {
    await open({ budget: { reserve: () => Promise.reject(new Error('Connection is closed.')) } });
    expect((await room.write([GOOD])).written).toBeNull();
    expect(room.standIn.requests).toEqual([]);
    expect(room.outcomes).toEqual(['internal_error']);
  });
});
