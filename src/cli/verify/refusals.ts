import { newConversationId, newQuestionId } from '../../shared/questions/ids.js';

/** A request that has to be refused, and how. */
export interface Refusal {
  check: string;
  method: 'GET' | 'POST';
  path: string;
  body?: string;
  status: number;
}

const QUESTIONS = '/v1/questions';
const BODY_TOO_LONG_CHARACTERS = 20 * 1024;
const asked = (fields: object) => JSON.stringify(fields);

export function refusals(): Refusal[] {
  const post = { method: 'POST', path: QUESTIONS } as const;
  const question = '¿Cuánto café produjo Huila?';
  return [
    { ...post, check: 'no JSON', body: '{"question":', status: 400 },
    { ...post, check: 'no question', body: asked({ question: '   ' }), status: 422 },
    { ...post, check: 'an unknown field', body: asked({ question, crop: 'café' }), status: 422 },
    {
      ...post,
      check: 'a conversation of nobody',
      body: asked({ question, conversation_id: newConversationId() }),
      status: 422,
    },
    {
      ...post,
      check: 'far too much',
      body: asked({ question: 'a'.repeat(BODY_TOO_LONG_CHARACTERS) }),
      status: 413,
    },
    { check: 'an id of nobody', method: 'GET', path: `${QUESTIONS}/${newQuestionId()}`, status: 404 },
  ];
}

/** What is wrong with how the instance takes it; null where it refuses with a problem object and the right status. */
export async function refusalFault(
  { method, path, body, status }: Refusal,
  { baseUrl, apiKey, signal }: { baseUrl: string; apiKey: string | undefined; signal: AbortSignal },
): Promise<string | null> {
  const response = await fetch(baseUrl.replace(/\/+$/, '') + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    ...(body === undefined ? {} : { body }),
    signal,
  });
  const type = response.headers.get('content-type') ?? 'nothing';
  await response.body?.cancel();
  if (response.status !== status) return `${response.status} instead of ${status}`;
  return type.startsWith('application/problem+json')
    ? null
    : `${status} with ${type} instead of a problem object`;
}
