import type { Problem } from '../shared/contract/problem.js';
import { backoffMs, parseRetryAfterMs, pause } from './backoff.js';
import { isPassing, ProblemError, UnreachableError } from './errors.js';

const FIRST_BACKOFF_MS = 200;
const REPLY_TIMEOUT_MS = 15_000;

export interface Connection {
  baseUrl: string;
  apiKey: string | undefined;
  fetch: typeof fetch;
  /** How long one call goes on trying while the API is away or busy. */
  patienceMs: number;
  onRetry: ((retry: Retry) => void) | undefined;
}

/** Why a call did not succeed yet, and when it is tried again. */
export interface Retry {
  error: ProblemError | UnreachableError;
  delayMs: number;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** A status beside 2xx whose body is a reply rather than a problem. */
  alsoReply?: number;
  /** Seconds that the server was asked to hold the reply back. */
  waitS?: number | undefined;
  signal?: AbortSignal | undefined;
}

export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined for an empty body. */
  body: unknown;
}

/**
 * Sends a call that may safely be sent twice, and tries again while the API is away (network, 502, 503, 504) or asks to
 * come back later (429), as long as the connection's patience lasts. `Retry-After` is honoured; a wait that is longer
 * than the patience left is not begun. Throws ProblemError, UnreachableError, or the signal's reason.
 */
export async function send(connection: Connection, call: Call): Promise<Reply> {
  const giveUpAtMs = performance.now() + connection.patienceMs;
  for (let failures = 1; ; failures++) {
    try {
      return await sendOnce(connection, call);
    } catch (error) {
      if (!isPassing(error)) throw error;
      const delayMs = delayAfter(error, failures);
      if (performance.now() + delayMs > giveUpAtMs) throw error;
      connection.onRetry?.({ error, delayMs });
      await pause(delayMs, call.signal);
    }
  }
}

/** What the server asked for and up to a fifth more, else the growing back-off. */
export function delayAfter(
  error: ProblemError | UnreachableError,
  failures: number,
  firstMs = FIRST_BACKOFF_MS,
) {
  const askedMs = error instanceof ProblemError ? error.retryAfterMs : null;
  return askedMs === null ? backoffMs(failures, firstMs) : askedMs * (1 + Math.random() / 5);
}

async function sendOnce(connection: Connection, call: Call): Promise<Reply> {
  const timeout = AbortSignal.timeout(REPLY_TIMEOUT_MS + (call.waitS ?? 0) * 1000);
  const response = await openResponse(connection, call, timeout);
  const url = connection.baseUrl;
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw unreachable(url, error, call.signal);
  }
  if (text === '') return { status: response.status, headers: response.headers, body: undefined };
  try {
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as unknown };
  } catch (error) {
    throw new UnreachableError(url, `it answered ${response.status} with something that is not JSON`, {
      cause: error,
      status: response.status,
    });
  }
}

/** The response once its status says that it is a reply; all else becomes the error that it stands for. */
export async function openResponse(
  connection: Connection,
  call: Call,
  deadline: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...call.headers };
  if (connection.apiKey !== undefined) headers.Authorization = `Bearer ${connection.apiKey}`;
  if (call.waitS !== undefined) headers.Prefer = `wait=${call.waitS}`;
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await connection.fetch(connection.baseUrl + call.path, {
      method: call.method,
      headers,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal: call.signal ? AbortSignal.any([call.signal, deadline]) : deadline,
    });
  } catch (error) {
    throw unreachable(connection.baseUrl, error, call.signal);
  }
  if (response.ok || response.status === call.alsoReply) return response;
  throw await refusal(connection.baseUrl, response);
}

async function refusal(url: string, response: Response): Promise<ProblemError | UnreachableError> {
  const retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'));
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  if (typeof body?.code === 'string' && typeof body.detail === 'string') {
    return new ProblemError({ ...(body as Problem), status: response.status }, retryAfterMs);
  }
  const reason = `something else answered there (status ${response.status}, no problem object)`;
  return new UnreachableError(url, reason, { status: response.status });
}

/** What a rejected fetch or a broken body means; the caller's own abort goes through unchanged. */
export function unreachable(url: string, error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return new UnreachableError(url, reasonOf(error), { cause: error });
}

/** fetch hides why it failed: Node puts the system's error into `cause`, browsers tell nothing. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no reply in time';
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown; message?: unknown } | undefined) : undefined;
  switch (cause?.code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name is not known';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection broke';
    default:
      return typeof cause?.message === 'string' && cause.message !== ''
        ? cause.message
        : 'the network failed';
  }
}
