import { request, type Dispatcher } from 'undici';
import type { Attempt, AttemptError } from '../../shared/webhooks/deliveries.js';
import { PrivateAddressError } from './agent.js';
import { retryAfterMs } from './schedule.js';

/** From the first packet to the end of the response. */
export const POST_TIMEOUT_MS = 10_000;
/** Nobody reads what a receiver answers; what is longer than this is cut off. */
const RESPONSE_MAX_BYTES = 64 * 1024;

export interface Posted {
  made: Attempt;
  /** What the receiver asked for with a 429 or 503. */
  retryAfterMs: number | null;
}

/**
 * Posts once; redirects are answers like any other and not followed. It never throws: whatever goes wrong is the
 * attempt's error. The status counts as soon as it is there, however the body after it ends.
 */
export async function post(
  dispatcher: Dispatcher,
  url: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<Posted> {
  const at = new Date().toISOString();
  const started = performance.now();
  const durationMs = () => Math.round(performance.now() - started);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await request(url, { method: 'POST', dispatcher, headers, body, signal });
    const made = { at, status: response.statusCode, duration_ms: durationMs() };
    const asked = response.headers['retry-after'];
    await response.body.dump({ limit: RESPONSE_MAX_BYTES, signal }).catch(() => undefined);
    const heeds = made.status === 429 || made.status === 503;
    return { made, retryAfterMs: heeds ? retryAfterMs([asked].flat()[0], Date.now()) : null };
  } catch (error) {
    return { made: { at, error: reasonOf(error), duration_ms: durationMs() }, retryAfterMs: null };
  }
}

const REASONS: Record<string, AttemptError> = {
  ENOTFOUND: 'name_not_found',
  EAI_AGAIN: 'name_not_found',
  EAI_NODATA: 'name_not_found',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_cut',
  EPIPE: 'connection_cut',
  UND_ERR_SOCKET: 'connection_cut',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
};
/** Codes of OpenSSL and of Node's own checks. */
const CERTIFICATE = /CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL|^UNABLE_TO_/;

/** Names what went wrong by its class or code; where all addresses failed, by the first. */
export function reasonOf(error: unknown): AttemptError {
  if (error instanceof PrivateAddressError) return 'private_address';
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const { name = '', code = '' } = (error ?? {}) as { name?: string; code?: unknown };
  if (name === 'TimeoutError') return 'timeout';
  if (typeof code !== 'string') return 'network';
  return REASONS[code] ?? (CERTIFICATE.test(code) ? 'certificate' : 'network');
}
