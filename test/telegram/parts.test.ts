import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError, UnreachableError } from '../../src/client/index.js';
import { failureText } from '../../src/telegram/answerText.js';
import { createChatMemory } from '../../src/telegram/chatMemory.js';
import { loadTelegramConfig } from '../../src/telegram/config.js';
import { splitText } from '../../src/telegram/splitText.js';
import { TEXTS } from '../../src/telegram/texts.js';
import { keepTyping } from '../../src/telegram/typing.js';
import { problem } from '../stand-ins/questions.js';
import { TOKEN } from '../stand-ins/telegramApi.js';

describe('splitText', () => {
  it.each([
    ['short', 'Siembre maíz.', ['Siembre maíz.']],
    ['paragraphs', 'uno dos tres cuatro\n\ncinco seis siete', ['uno dos tres cuatro', 'cinco seis siete']],
    ['sentences', 'Siembre el maíz ya. Riegue poco.', ['Siembre el maíz ya.', 'Riegue poco.']],
    ['words', 'sembrar regar abonar cosechar', ['sembrar regar abonar', 'cosechar']],
    ['one long word', 'a'.repeat(25), ['a'.repeat(20), 'a'.repeat(5)]],
    ['emojis', '🌽'.repeat(3) + 'a'.repeat(13) + '🌽', ['🌽'.repeat(3) + 'a'.repeat(13), '🌽']],
  ])('cuts %s', (_, text, parts) => {
    expect(splitText(text, 20)).toEqual(parts);
  });

  it('keeps every letter, and every part within the limit', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ñ', ' ', '\n', '.', '🌽'), maxLength: 200 });
    const letters = (value: string) => value.replace(/\s/g, '');
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 40 }), (whole, max) => {
        const parts = splitText(whole, max);
        expect(letters(parts.join(''))).toBe(letters(whole));
        expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(max);
        expect(parts.every((part) => part.isWellFormed())).toBe(true);
        expect(parts.every((part) => part !== '') || whole.trim() === '').toBe(true);
      }),
    );
  });
});

describe('the memory of chats', () => {
  const location = { lat: 4.6, lon: -74.08 };
  const nothing = { conversationId: null, location: null, waitsForLocation: null };

  it('forgets a chat a day after its last question', () => {
    let nowMs = 0;
    const memory = createChatMemory({ now: () => nowMs });
    memory.update('7', { location });
    nowMs = 23 * 3_600_000;
    memory.update('7', { conversationId: 'c_1' });
    nowMs = 46 * 3_600_000;
    expect(memory.read('7')).toEqual({ ...nothing, location, conversationId: 'c_1' });
    nowMs = 47 * 3_600_000;
    expect(memory.read('7')).toEqual(nothing);
  });

  it('forgets the chat that was silent longest when there are too many', () => {
    const memory = createChatMemory({ maxChats: 2 });
    for (const key of ['1', '2', '1', '3']) memory.update(key, { location });
    expect(['1', '2', '3'].map((key) => memory.read(key).location)).toEqual([location, null, location]);
  });
});

describe('what is said of a failure', () => {
  it.each([
    [new UnreachableError('http://127.0.0.1:5017', 'connection refused'), TEXTS.away],
    [new ProblemError(problem(503, 'draining')), TEXTS.busy],
    [new ProblemError(problem(429, 'rate_limited')), TEXTS.busy],
    [new ProblemError(problem(500, 'internal_error', 'Algo falló.')), TEXTS.away],
    [new ProblemError(problem(422, 'invalid_request', 'Escriba una pregunta.')), 'Escriba una pregunta.'],
    [new TypeError('a bug'), TEXTS.away],
  ])('%s', (error, told) => {
    expect(failureText(error)).toBe(told);
  });
});

describe('typing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is shown at once and again before Telegram hides it, although one fails, until it is stopped', async () => {
    const show = vi.fn().mockRejectedValueOnce(new Error('429')).mockResolvedValue(undefined);
    const stop = keepTyping(show);
    expect(show).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(9_500);
    expect(show).toHaveBeenCalledTimes(3);
    stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(show).toHaveBeenCalledTimes(3);
  });
});

describe('the configuration', () => {
  it('needs only the token', () => {
    expect(loadTelegramConfig({ AGROBOT_TELEGRAM_TOKEN: TOKEN, AGROBOT_API_KEY: '' })).toEqual({
      token: TOKEN,
      telegramApiUrl: 'https://api.telegram.org',
      apiUrl: 'http://127.0.0.1:5017',
      apiKey: undefined,
      operations: { host: '127.0.0.1', port: 0 },
      logLevel: 'info',
    });
  });

  it('takes addresses without the slash at their end', () => {
    const config = loadTelegramConfig({
      AGROBOT_TELEGRAM_TOKEN: TOKEN,
      AGROBOT_TELEGRAM_API_URL: 'http://127.0.0.1:8081/',
      AGROBOT_URL: 'https://agrobot.example/',
    });
    expect(config).toMatchObject({
      telegramApiUrl: 'http://127.0.0.1:8081',
      apiUrl: 'https://agrobot.example',
    });
  });

  it.each([
    [{}, /AGROBOT_TELEGRAM_TOKEN is needed: @BotFather/],
    [
      { AGROBOT_TELEGRAM_TOKEN: 'secret words' },
      /^AGROBOT_TELEGRAM_TOKEN must be the whole token(?!.*secret)/,
    ],
    [{ AGROBOT_TELEGRAM_TOKEN: TOKEN, AGROBOT_URL: 'agrobot' }, /^AGROBOT_URL must be an address/],
    [
      { AGROBOT_TELEGRAM_TOKEN: TOKEN, AGROBOT_TELEGRAM_API_URL: 'ftp://x' },
      /^AGROBOT_TELEGRAM_API_URL must be/,
    ],
  ])('says what is wrong with %j', (env, message) => {
    expect(() => loadTelegramConfig(env)).toThrow(message);
  });
});
