import type { z } from 'zod';
import { failure, type Failure, type Reply } from './reply.js';

const TOO_LONG = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** What a status other than 200 means. */
export function failureOfStatus(status: number, retryAfterMs: number | null): Failure {
  const told = { status, retryAfterMs: status === 429 || status === 503 ? retryAfterMs : null };
  if (status === 401 || status === 403) return failure('refused', `refused with status ${status}`, told);
  if (status === 429) return failure('limited', 'asked too often', told);
  return failure('http_error', `answered with status ${status}`, told);
}

/** What an error of the connection means. */
export function failureOfError(error: unknown): Failure {
  const code = codeOf(error);
  if (TOO_LONG.has(code)) return failure('timeout', code);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return failure('invalid', 'the answer is too large');
  return failure('http_error', code);
}

/** Says which fields are not as they should be, never what stands in them: an answer may hold the asker's place. */
export function parseBody<Value>(text: string, schema: z.ZodType<Value>): Reply<Value> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return failure('invalid', 'the answer is not JSON', { status: 200 });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { outcome: 'ok', value: parsed.data };
  const fields = parsed.error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.join('.') || 'answer'} (${code})`);
  return failure('invalid', `the answer has another shape: ${fields.join(', ')}`, { status: 200 });
}

/** The code alone: messages may hold an address. Where several addresses were tried, that of the last. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors.at(-1));
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown error';
}
