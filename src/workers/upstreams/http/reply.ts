/** What became of a call, retries included. */
export type Reply<Value> = { outcome: 'ok'; value: Value } | Failure;

export interface Failure {
  /**
   * `http_error`: a status that says so, or no connection; `invalid`: an answer that cannot be understood; `refused`:
   * the key, or this application (401, 403); `limited`: asked too often (429). Not even asked: `breaker_open`, since it
   * has failed again and again; `busy`, since our own limit left no room in time.
   */
  outcome:
    'http_error' | 'timeout' | 'invalid' | 'refused' | 'limited' | 'busy' | 'breaker_open' | 'cancelled';
  /** For the log: without an address, a place, a key or anything that the service sent. */
  reason: string;
  /** Null where there was no answer. */
  status: number | null;
  /** When the service wants to be asked again, where it says so. */
  retryAfterMs: number | null;
}

export function failure(
  outcome: Failure['outcome'],
  reason: string,
  rest: Partial<Pick<Failure, 'status' | 'retryAfterMs'>> = {},
): Failure {
  return { outcome, reason, status: null, retryAfterMs: null, ...rest };
}

/** Whether the service itself is in trouble, as opposed to us, an asker who has gone or a request that it cannot serve. */
export function isFault(reply: Reply<unknown>): boolean {
  if (reply.outcome === 'ok' || reply.outcome === 'cancelled' || reply.outcome === 'busy') return false;
  const { outcome, status } = reply;
  return !(outcome === 'http_error' && status !== null && status < 500);
}

/**
 * Whether the same request may do better in a moment. Not where the key or the request is wrong; nor after a 429 that
 * does not say when, since quotas are by the minute or the day.
 */
export function mayPass({ outcome, status, retryAfterMs }: Failure): boolean {
  if (outcome === 'timeout') return true;
  if (outcome === 'limited') return retryAfterMs !== null;
  return outcome === 'http_error' && (status === null || status >= 500);
}
