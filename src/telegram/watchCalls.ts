import type { Transformer } from 'grammy';
import type { CallOutcome } from './metrics.js';

/** What shows that the bot receives: the one asks who it is, at the start, the other for new messages. */
const RECEIVING: ReadonlySet<string> = new Set(['getMe', 'getUpdates']);

/**
 * Sees every call to Telegram, each try of its own, and remembers when Telegram last let the bot receive.
 * @param withinMs how long ago that may be; longer than Telegram holds a request for new messages back
 */
export function watchCalls(
  called: (method: string, outcome: CallOutcome) => void,
  { withinMs, now = Date.now }: { withinMs: number; now?: () => number },
) {
  let receivedAtMs = -Infinity;
  const transformer: Transformer = async (previous, method, payload, signal) => {
    try {
      const response = await previous(method, payload, signal);
      called(method, response.ok ? 'ok' : response.error_code >= 500 ? 'failed' : 'refused');
      if (response.ok && RECEIVING.has(method)) receivedAtMs = now();
      return response;
    } catch (error) {
      // A stop ends the request that waits for messages: no failure.
      if (!signal?.aborted) called(method, 'failed');
      throw error;
    }
  };
  return { transformer, isReceiving: () => now() - receivedAtMs <= withinMs };
}
