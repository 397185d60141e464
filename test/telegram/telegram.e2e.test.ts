import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isRunning } from '../../src/cli/processes.js';
import { startStandInApi } from '../stand-ins/api.js';
import { startTelegramApi, TOKEN, type TelegramApi } from '../stand-ins/telegramApi.js';
import { launch, type Launched } from '../support/launched.js';

const MAIN = path.resolve(import.meta.dirname, '../../dist/telegram/main.js');

let telegram: TelegramApi;
let api: Awaited<ReturnType<typeof startStandInApi>>;
let bot: Launched | undefined;
beforeEach(async () => {
  telegram = await startTelegramApi();
  api = await startStandInApi();
});
afterEach(async () => {
  if (bot && (await isRunning(bot.pid))) {
    process.kill(bot.pid, 'SIGKILL');
    await bot.exited;
  }
  await telegram.close();
  await api.close();
});

function startMain(env: NodeJS.ProcessEnv = {}): Launched {
  bot = launch(MAIN, [], {
    ...process.env,
    AGROBOT_TELEGRAM_TOKEN: TOKEN,
    AGROBOT_TELEGRAM_API_URL: telegram.url,
    AGROBOT_URL: api.url,
    ...env,
  });
  return bot;
}

it('answers until it is told to stop, and then ends well', async () => {
  const main = startMain();
  await main.line(/telegram receives/);
  telegram.person(7).say('¿Cuánto café produjo Huila en 2020?');
  expect(await telegram.nextText()).toMatch(/^Respuesta de q_/);
  process.kill(main.pid, 'SIGTERM');
  expect(await main.exited).toEqual({ code: 0, signal: null });
  expect(main.lines.join('\n')).not.toMatch(/café|AAStandIn/);
});

it('ends with what to do when the token is missing, refused, or in use', async () => {
  const missing = startMain({ AGROBOT_TELEGRAM_TOKEN: '' });
  await missing.line(/^agrobot telegram: AGROBOT_TELEGRAM_TOKEN is needed: @BotFather/);
  expect((await missing.exited).code).toBe(1);

  const refused = startMain({ AGROBOT_TELEGRAM_TOKEN: '1:AAnother' });
  await refused.line(/^agrobot telegram: AGROBOT_TELEGRAM_TOKEN is refused by Telegram/);
  expect((await refused.exited).code).toBe(1);

  telegram.failNext('getUpdates', { kind: 'error', status: 409, description: 'Conflict' });
  const second = startMain();
  await second.line(/another process receives this bot's messages \(409\)/);
  expect((await second.exited).code).toBe(1);
});
