import { createHmac, randomBytes } from 'node:crypto';
import { Bot } from 'grammy';
import { createClient } from '../client/index.js';
import type { Logger } from '../shared/process/logger.js';
import { serveOperations } from '../shared/process/metrics.js';
import type { Releases } from '../shared/process/releases.js';
import { createChatMemory } from './chatMemory.js';
import type { TelegramConfig } from './config.js';
import { createUpdateHandlers } from './handleUpdates.js';
import type { TelegramMetrics } from './metrics.js';
import { pollingFailure } from './pollingFailure.js';
import { persistentCalls, reasonOf } from './telegramCalls.js';
import { TEXTS } from './texts.js';
import { createTurns } from './turns.js';
import { watchCalls } from './watchCalls.js';

/** How long Telegram holds a request for new messages back. */
const POLL_S = 30;
/** Longer than that, so that only a dead connection meets it. */
const CALL_TIMEOUT_S = 50;
/** One connection that has died does not make the bot unready. */
const RECEIVED_WITHIN_MS = 1_000 * (POLL_S + CALL_TIMEOUT_S + 10);
/** How long an outage of the API may last before whoever asked is told. */
const API_PATIENCE_MS = 20_000;
const FORGET_INTERVAL_MS = 10 * 60_000;
/** How long a stop waits for answers that are on their way. */
const GRACE_MS = 10_000;
/** And then for those who asked to be told. */
const FAREWELL_MS = 3_000;

export interface StartOptions {
  config: TelegramConfig;
  log: Logger;
  metrics: TelegramMetrics;
  releases: Releases;
  graceMs?: number;
}

/**
 * Receives a bot's messages by long polling and answers them through the public API. Resolves when it receives.
 * `ended` rejects when Telegram ends that: it refuses the token (ConfigurationError), or another process took over
 * (BotInUseError). Throws the same at the start. While Telegram is away it waits.
 */
export async function startTelegram({ config, log, metrics, releases, graceMs = GRACE_MS }: StartOptions) {
  let draining = false;
  const bot = new Bot(config.token, {
    client: { apiRoot: config.telegramApiUrl, timeoutSeconds: CALL_TIMEOUT_S },
  });
  const { transformer, isReceiving } = watchCalls(metrics.called, { withinMs: RECEIVED_WITHIN_MS });
  // The last one is outermost: what is tried again is counted again.
  bot.api.config.use(transformer, persistentCalls(log));
  metrics.observeReceiving(isReceiving);
  const operations = await serveOperations(config.operations, {
    '/livez': async () => ({ status: 200, body: '{"status":"ok"}\n' }),
    '/readyz': async () => {
      const status = draining ? 'draining' : isReceiving() ? 'ok' : 'unavailable';
      return { status: status === 'ok' ? 200 : 503, body: `${JSON.stringify({ status })}\n` };
    },
    '/metrics': async () => ({
      status: 200,
      type: metrics.registry.contentType,
      body: await metrics.registry.metrics(),
    }),
  });
  releases.add('operations', operations.close);
  bot.catch(({ error }) => log.error({ reason: reasonOf(error) }, 'an update was not handled'));

  const turns = createTurns();
  const memory = createChatMemory();
  const client = createClient({
    baseUrl: config.apiUrl,
    apiKey: config.apiKey,
    patienceMs: API_PATIENCE_MS,
  });
  const handle = createUpdateHandlers({
    api: bot.api,
    client,
    memory,
    turns,
    log,
    onEnded: metrics.asked,
    callerOf: config.apiKey === undefined ? () => undefined : unlinkable(),
  });
  // Neither is waited for: grammy takes the next update only when the one before is handled.
  bot.on('message', ({ message, me }) => handle.message(message, me));
  bot.on('callback_query', ({ callbackQuery }) => handle.button(callbackQuery));

  const forgetting = setInterval(memory.forgetExpired, FORGET_INTERVAL_MS);
  releases.add('memory', () => clearInterval(forgetting));
  releases.add(
    'answers',
    async () => {
      const farewell = setTimeout(() => turns.giveUp(), graceMs);
      await turns.done();
      clearTimeout(farewell);
    },
    graceMs + FAREWELL_MS,
  );

  let polling: Promise<void> | undefined;
  const me = await new Promise<{ username: string }>((resolve, reject) => {
    polling = bot.start({
      timeout: POLL_S,
      allowed_updates: ['message', 'callback_query'],
      onStart: resolve,
    });
    polling.catch((error: unknown) => reject(pollingFailure(error)));
    // During the start too: a stop must not wait for a Telegram that is away.
    releases.add('polling', () =>
      bot.stop().catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'telegram was not told')),
    );
  });
  bot.api.setMyCommands(TEXTS.commands).catch((error: unknown) => {
    log.warn({ reason: reasonOf(error) }, 'the menu of commands was not set');
  });

  const ended = new Promise<never>((_, reject) => {
    polling?.catch((error: unknown) => reject(pollingFailure(error)));
  });
  releases.add('readiness', () => {
    draining = true;
  });
  return { url: `https://t.me/${me.username}`, operationsUrl: operations.url, ended };
}

/** A name for each chat that nobody can trace back: the salt is never kept. */
function unlinkable(): (chatKey: string) => string {
  const salt = randomBytes(32);
  return (chatKey) => createHmac('sha256', salt).update(chatKey).digest('hex').slice(0, 32);
}
