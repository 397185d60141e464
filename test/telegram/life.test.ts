import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/shared/process/configuration.js';
import { BotInUseError } from '../../src/telegram/pollingFailure.js';
import { TEXTS } from '../../src/telegram/texts.js';
import { refuse } from '../stand-ins/api.js';
import { completedQuestion, openQuestion, questionId } from '../stand-ins/questions.js';
import { TOKEN } from '../stand-ins/telegramApi.js';
import { startBotUnderTest, type BotUnderTest } from './botUnderTest.js';

let bot: BotUnderTest;
let telegram: BotUnderTest['telegram'];
let api: BotUnderTest['api'];
beforeEach(async () => {
  bot = await startBotUnderTest();
  ({ telegram, api } = bot);
});
afterEach(async () => {
  await bot.close();
  expect(bot.wholeLog()).not.toContain(TOKEN);
});

describe('the start', () => {
  it('says where the bot is, and sets the menu of commands', async () => {
    expect((await bot.start()).url).toBe('https://t.me/agrobot_test_bot');
    const menu = await telegram.nextCall('setMyCommands');
    expect(menu.payload.commands.map(({ command }) => command)).toEqual(['ayuda', 'olvidar']);
  });

  it.each([
    [401, 'Unauthorized'],
    [404, 'Not Found'],
  ])(
    'names AGROBOT_TELEGRAM_TOKEN when Telegram refuses it with %i, and not what it is',
    async (status, description) => {
      telegram.failNext('getMe', { kind: 'error', status, description });
      const failure = await bot.start().catch((error: unknown) => error as Error);
      expect(failure).toBeInstanceOf(ConfigurationError);
      expect((failure as Error).message).toBe(
        `AGROBOT_TELEGRAM_TOKEN is refused by Telegram (${status} ${description}): copy it again from @BotFather`,
      );
    },
  );

  it('waits for a Telegram that is away', async () => {
    telegram.failNext('getMe', { kind: 'drop' }, { kind: 'error', status: 502, description: 'Bad Gateway' });
    await bot.start();
    expect(bot.shownLog().join()).toMatch(/telegram does not answer.*telegram answers again/);
  });

  it('receives what was written while no bot ran', async () => {
    telegram.person(7).say('/ayuda');
    await bot.start();
    expect(await telegram.nextText()).toBe(TEXTS.help);
  });
});

describe('receiving', () => {
  it('ends with a clear error when another process receives for the same bot', async () => {
    telegram.failNext('getUpdates', { kind: 'error', status: 409, description: 'Conflict' });
    const failure = await (await bot.start()).ended.catch((error: unknown) => error as Error);
    expect(failure).toBeInstanceOf(BotInUseError);
    expect(failure.message).toContain('run one per token');
  });

  it('ends with a clear error when the token is revoked', async () => {
    telegram.failNext('getUpdates', { kind: 'error', status: 401, description: 'Unauthorized' });
    await expect((await bot.start()).ended).rejects.toThrow('AGROBOT_TELEGRAM_TOKEN is refused');
  });

  it('goes on after Telegram asked it to slow down, and after a failure', async () => {
    telegram.failNext(
      'getUpdates',
      { kind: 'error', status: 429, retryAfterS: 0 },
      { kind: 'error', status: 500, description: 'Internal Server Error' },
    );
    await bot.start();
    telegram.person(7).say('/ayuda');
    expect(await telegram.nextText()).toBe(TEXTS.help);
  });

  it('sends an answer again that Telegram did not take', async () => {
    await bot.start();
    telegram.failNext('sendMessage', { kind: 'error', status: 500 }, { kind: 'drop' });
    telegram.person(7).say('/ayuda');
    for (let tries = 1; tries <= 3; tries++) expect(await telegram.nextText()).toBe(TEXTS.help);
    expect(telegram.chat(7)).toHaveLength(2);
  });

  it('lets nobody suffer from somebody who has blocked the bot', async () => {
    await bot.start();
    const description = 'Forbidden: bot was blocked by the user';
    telegram.failNext('sendMessage', { kind: 'error', status: 403, description });
    telegram.person(7).say('/ayuda');
    await telegram.nextText();
    telegram.person(8).say('/ayuda');
    expect((await telegram.nextCall('sendMessage')).payload.chat_id).toBe(8);
    expect(telegram.of('sendMessage')).toHaveLength(2);
  });

  it('logs no text, name, location or chat at info level', async () => {
    await bot.start();
    const rosa = telegram.person(987_654);
    telegram.failNext('sendMessage', { kind: 'error', status: 400, description: 'Bad Request' });
    rosa.say('¿Cuánta papa?');
    await telegram.nextText();
    rosa.shareLocation(4.6, -74.08);
    await telegram.nextText();
    const shown = bot.shownLog().join();
    expect(shown).toContain('a message was not answered');
    expect(shown).not.toMatch(/papa|Rosa|987654|74\.08/);
  });
});

describe('its own port', () => {
  it('says that it is ready once Telegram knows it, and tells what it did, of nobody', async () => {
    const { operationsUrl } = await bot.start();
    const read = (path: string) => fetch(operationsUrl + path);
    expect([(await read('/livez')).status, (await read('/readyz')).status]).toEqual([200, 200]);

    telegram.person(987_654).say('¿Cuánta papa?');
    await telegram.nextText();
    api.failNext('POST /v1/questions', refuse(422, 'invalid_request'));
    telegram.person(987_654).say('¿Cuánto café?');
    await telegram.nextText();

    const text = await (await read('/metrics')).text();
    expect(text).toContain('agrobot_telegram_questions_total{outcome="completed"} 1\n');
    expect(text).toContain('agrobot_telegram_questions_total{outcome="refused"} 1\n');
    expect(text).toMatch(/agrobot_telegram_calls_total\{method="sendMessage",outcome="ok"\} [12]\n/);
    expect(text).toContain('agrobot_telegram_receiving 1\n');
    expect(text).toContain('agrobot_build_info{version="0.0.0-test"');
    expect(text).not.toMatch(/papa|Rosa|987654/);
  });

  it('says that it is not ready while it waits for the last answers of a stop', async () => {
    api.answer = (id) => [{ type: 'question.queued', data: openQuestion(id) }];
    const { operationsUrl } = await bot.start();
    telegram.person(7).say('¿Qué siembro?');
    await telegram.nextCall('sendChatAction');
    const stopped = bot.stop();
    const response = await fetch(`${operationsUrl}/readyz`);
    expect([response.status, await response.text()]).toEqual([503, '{"status":"draining"}\n']);
    api.emit(questionId(1), {
      type: 'question.completed',
      data: completedQuestion(questionId(1), 'Papa.'),
    });
    await stopped;
  });
});

describe('a stop', () => {
  const slow = questionId(1);
  const startAndAsk = async (options?: { graceMs: number }) => {
    api.answer = (id) => [
      { type: 'question.queued', data: openQuestion(id) },
      { type: 'answer.delta', data: { text: 'Ya' } },
    ];
    await bot.start(options);
    telegram.person(7).say('¿Qué siembro?');
    await telegram.nextText();
  };

  it('confirms what was received and lets a running answer end', async () => {
    await startAndAsk();
    const stopped = bot.stop();
    api.emit(slow, { type: 'question.completed', data: completedQuestion(slow, 'Papa.') });
    expect((await telegram.nextCall('editMessageText')).payload.text).toMatch(/^Papa/);
    await stopped;
    expect(telegram.unconfirmed()).toBe(0);
  });

  it('tells those whose answer takes longer than the grace, and leaves later messages to the next process', async () => {
    await startAndAsk({ graceMs: 200 });
    const stopped = bot.stop();
    expect((await telegram.nextCall('editMessageText')).payload.text).toBe(TEXTS.stopping);
    await stopped;
    telegram.person(7).say('¿Y ahora?');
    expect(telegram.unconfirmed()).toBe(1);
  });
});
