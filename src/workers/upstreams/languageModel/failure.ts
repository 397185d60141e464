/** How a request to the language model or a whole answer ended: the label `outcome` of the upstream's counter. */
export type LanguageModelOutcome =
  | 'ok'
  /** An answer came, but nothing that may be shown. */
  | 'unusable'
  /** The model says that it does not know. */
  | 'no_answer'
  | 'rate_limited'
  /** The account has no credit left. */
  | 'quota'
  | 'server_error'
  | 'connection'
  /** Nothing came for too long. */
  | 'stall'
  /** It broke off before its end. */
  | 'cut'
  | 'malformed'
  | 'refused_key'
  | 'unknown_model'
  | 'bad_request'
  | 'timeout'
  | 'cancelled'
  /** The day's tokens are used up; no request was sent. */
  | 'budget'
  /** Too many failures in a row; no request was sent. */
  | 'breaker_open'
  | 'internal_error';

export class LanguageModelFailure extends Error {
  override readonly name = 'LanguageModelFailure';
  constructor(
    readonly outcome: LanguageModelOutcome,
    /** As the server asks for. */
    readonly retryAfterMs?: number,
    readonly details: { status?: number; code?: string } = {},
    options?: ErrorOptions,
  ) {
    super(`language model: ${outcome}`, options);
  }

  get isRetryable(): boolean {
    return RETRYABLE.has(this.outcome);
  }

  /** Whether the next request would most likely fail too. */
  get isFault(): boolean {
    return this.isRetryable || LASTING.has(this.outcome);
  }
}

const RETRYABLE: ReadonlySet<LanguageModelOutcome> = new Set([
  'rate_limited',
  'server_error',
  'connection',
  'stall',
  'cut',
  'malformed',
]);
const LASTING: ReadonlySet<LanguageModelOutcome> = new Set([
  'quota',
  'refused_key',
  'unknown_model',
  'timeout',
]);

/** What an operator can do about it; for the log. */
export const ADVICE: Partial<Record<LanguageModelOutcome, string>> = {
  quota: 'the account has no credit left: top it up, or unset OPENAI_API_KEY',
  refused_key: 'the key is refused: set OPENAI_API_KEY to a valid one, or unset it',
  unknown_model:
    'the server does not know the model or the path: set OPENAI_MODEL to a name that GET /models lists, and OPENAI_BASE_URL to where its chat/completions is',
  bad_request: 'the server does not take the request: use one that speaks the OpenAI chat-completions API',
  budget: "the day's tokens are used up: raise AGROBOT_LLM_TOKENS_PER_DAY, or wait for the next day",
  connection: 'the server cannot be reached: see OPENAI_BASE_URL',
  stall: 'the server sends nothing for too long: a slower one needs a higher AGROBOT_LLM_FIRST_TOKEN_S',
  timeout: 'the answer takes too long: a slower server needs a higher AGROBOT_LLM_TIMEOUT_S',
};

/** An error of the request itself, before any of the answer came. */
export function requestFailure(error: unknown): LanguageModelFailure {
  const { status, code, headers } = error as { status?: number; code?: string | null; headers?: Headers };
  if (typeof status !== 'number')
    return new LanguageModelFailure('connection', undefined, {}, { cause: error });
  const outcome = outcomeOf(status, code);
  return new LanguageModelFailure(
    outcome,
    outcome === 'rate_limited' || outcome === 'server_error' ? retryAfterMs(headers) : undefined,
    { status, ...(typeof code === 'string' && { code }) },
  );
}

/** An error after the answer had begun. */
export function streamFailure(error: unknown): LanguageModelFailure {
  return new LanguageModelFailure(
    error instanceof SyntaxError ? 'malformed' : 'cut',
    undefined,
    {},
    { cause: error },
  );
}

function outcomeOf(status: number, code: string | null | undefined): LanguageModelOutcome {
  if (status === 429) return code === 'insufficient_quota' ? 'quota' : 'rate_limited';
  if (status === 402) return 'quota';
  if (status === 401 || status === 403) return 'refused_key';
  if (status === 404) return 'unknown_model';
  if (status >= 500 || status === 408 || status === 409) return 'server_error';
  return 'bad_request';
}

/** `Retry-After` in seconds or as a date, or OpenAI's own in milliseconds. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const own = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(own)) return Math.max(0, own);
  const value = headers?.get('retry-after');
  if (value === null || value === undefined) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
