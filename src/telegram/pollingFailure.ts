import { GrammyError } from 'grammy';
import { ConfigurationError } from '../shared/process/configuration.js';
import { reasonOf } from './telegramCalls.js';

/** Two processes receive the messages of one bot. */
export class BotInUseError extends Error {
  override readonly name = 'BotInUseError';
}

/** What to tell the operator about an error that ended the receiving of messages. */
export function pollingFailure(error: unknown): Error {
  if (error instanceof GrammyError) {
    const { error_code: code, description } = error;
    // 404 is what Telegram answers to a token that is not even shaped like one.
    if (code === 401 || code === 404) {
      return new ConfigurationError(
        `AGROBOT_TELEGRAM_TOKEN is refused by Telegram (${code} ${description}): copy it again from @BotFather`,
      );
    }
    if (code === 409) {
      return new BotInUseError(
        "another process receives this bot's messages (409): run one per token, or give this one a bot of its own",
      );
    }
  }
  return new Error(`Telegram cannot be used: ${reasonOf(error)}`);
}
