import { setTimeout as delay } from 'node:timers/promises';
import { GrammyError, HttpError, type Transformer } from 'grammy';
import { backoffMs } from '../client/backoff.js';
import type { Logger } from '../shared/process/logger.js';

/** What a person would miss. Typing is repeated anyway, and getUpdates is tried again by grammy. */
const TRIED_AGAIN: ReadonlySet<string> = new Set(['sendMessage', 'editMessageText']);
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 500;
/** A longer wait than this means that the bot is locked out: nobody waits so long for an answer. */
const MAX_ASKED_PAUSE_MS = 60_000;

/**
 * Sends a message again that Telegram did not take: after `retry_after` where it asked for that (429), else, after a
 * failure of the network or the server, a little later each time. A message whose confirmation was lost may so arrive
 * twice, which is better than not at all. Logs when Telegram goes away and when it is back, not each failure.
 */
export function persistentCalls(log: Logger): Transformer {
  let away = false;
  const noteAway = (method: string, reason: string) => {
    if (!away) log.warn({ method, reason }, 'telegram does not answer');
    away = true;
  };
  const noteBack = () => {
    if (away) log.info('telegram answers again');
    away = false;
  };

  return async (previous, method, payload, signal) => {
    for (let failures = 1; ; failures++) {
      const mayTryAgain = TRIED_AGAIN.has(method) && failures < MAX_TRIES;
      let pauseMs = backoffMs(failures, FIRST_PAUSE_MS);
      try {
        const response = await previous(method, payload, signal);
        if (response.ok) {
          noteBack();
          return response;
        }
        const { error_code: code, description, parameters } = response;
        if (code >= 500) noteAway(method, `${code} ${description}`);
        else noteBack();
        if (!mayTryAgain || (code < 500 && code !== 429)) return response;
        if (parameters?.retry_after !== undefined) pauseMs = parameters.retry_after * 1_000;
        if (pauseMs > MAX_ASKED_PAUSE_MS) return response;
        if (code === 429) log.debug({ method, pauseMs }, 'telegram asks to wait');
      } catch (error) {
        const reason = reasonOf(error);
        if (!signal?.aborted) noteAway(method, reason);
        // Without what is behind it: that names the address, which contains the token.
        if (signal?.aborted || !mayTryAgain) throw new HttpError(reason, null);
      }
      await delay(pauseMs);
    }
  };
}

export const isTelegramError = (error: unknown) => error instanceof GrammyError || error instanceof HttpError;

/**
 * An error in words that may be logged. The errors themselves may not: those of grammy carry the message that was sent.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof GrammyError) return `${error.method}: ${error.error_code} ${error.description}`;
  if (error instanceof HttpError) {
    const { code } = (error.error ?? {}) as { code?: unknown };
    return typeof code === 'string' ? `${error.message} (${code})` : error.message;
  }
  return error instanceof Error ? error.name : typeof error;
}
