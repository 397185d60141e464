import { z } from 'zod';

/** Stable machine-readable codes of problem objects (RFC 9457); `title` and `detail` are Spanish. */
export const PROBLEM_CODES = [
  'malformed_json',
  'malformed_utf8',
  'unauthenticated',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'not_acceptable',
  'gone',
  'body_too_large',
  'unsupported_media_type',
  'invalid_request',
  'idempotency_key_reused',
  'unknown_conversation',
  'too_many_open_questions',
  'rate_limited',
  'queue_full',
  'storage_full',
  'unavailable',
  'draining',
  'deadline_exceeded',
  'poison_question',
  'internal_error',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export const problemSchema = z.object({
  type: z.string().describe('URI reference that names the kind of problem'),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.enum(PROBLEM_CODES),
  request_id: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

export type Problem = z.infer<typeof problemSchema>;
