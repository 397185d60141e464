import { z } from 'zod';
import {
  commonVariables,
  readEnvironment,
  wholeNumber,
  type Environment,
} from '../shared/process/configuration.js';
import type { LogLevel } from '../shared/process/logger.js';
import type { SchemaOf } from '../shared/process/variables.js';

export interface TelegramConfig {
  /** Whoever has it speaks as the bot: never in a log or an error. */
  token: string;
  /** Of the Bot API server, without a slash at its end. */
  telegramApiUrl: string;
  apiUrl: string;
  apiKey: string | undefined;
  /** Where its health and its metrics are looked at. */
  operations: { host: string; port: number };
  logLevel: LogLevel;
}

function address() {
  const error = 'must be an address like https://host:port';
  return z.url({ protocol: /^https?$/, error }).transform((url) => url.replace(/\/+$/, ''));
}

export const telegramVariables = {
  AGROBOT_TELEGRAM_TOKEN: z
    .string({ error: 'is needed: @BotFather in Telegram gives one for each bot (see docs/telegram.md)' })
    .regex(
      /^\d+:[\w-]+$/,
      'must be the whole token as @BotFather gave it: digits, ":", then letters and digits',
    ),
  AGROBOT_TELEGRAM_API_URL: address().default('https://api.telegram.org'),
  AGROBOT_URL: address().default('http://127.0.0.1:5017'),
  AGROBOT_API_KEY: z.string().regex(/^\S+$/, 'must be one word').optional(),
  AGROBOT_TELEGRAM_HOST: z.string().default('127.0.0.1'),
  AGROBOT_TELEGRAM_PORT: wholeNumber(0, 65_535, 0),
  AGROBOT_LOG_LEVEL: commonVariables.AGROBOT_LOG_LEVEL,
} satisfies SchemaOf<'telegram'> & Pick<SchemaOf<'common'>, 'AGROBOT_LOG_LEVEL'>;

/** Throws ConfigurationError, whose message names each bad variable and what it wants, never what it holds. */
export function loadTelegramConfig(env: Environment): TelegramConfig {
  const set = readEnvironment(env, telegramVariables);
  return {
    token: set.AGROBOT_TELEGRAM_TOKEN,
    telegramApiUrl: set.AGROBOT_TELEGRAM_API_URL,
    apiUrl: set.AGROBOT_URL,
    apiKey: set.AGROBOT_API_KEY,
    operations: { host: set.AGROBOT_TELEGRAM_HOST, port: set.AGROBOT_TELEGRAM_PORT },
    logLevel: set.AGROBOT_LOG_LEVEL,
  };
}
