import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../../shared/contract/problem.js';
import type { Logger } from '../../shared/process/logger.js';
import { asRefusal } from './asRefusal.js';
import { sendReply, type Reply } from './reply.js';

/** Turns an error into the problem object that says it, and logs it, once. */
export function problemReply(
  error: unknown,
  { path, method, requestId, log }: { path: string; method: string; requestId: string; log: Logger },
): Reply {
  const refusal = asRefusal(error);
  const { status, code, title, detail, errors } = refusal;
  const fields = { requestId, method, path, status, code };
  if (status === 500) log.error({ ...fields, err: refusal.cause }, 'request failed');
  else if (status > 500) log.warn({ ...fields, reason: reasonOf(refusal.cause) }, 'request turned away');
  else log.info({ ...fields, fields: errors?.map(({ pointer }) => pointer) }, 'request refused');
  const problem: Problem = {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    instance: path,
    code,
    request_id: requestId,
    ...(errors ? { errors } : {}),
  };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': 'es-CO',
      'cache-control': 'no-store',
      ...refusal.headers,
    },
    body: JSON.stringify(problem),
  };
}

function reasonOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}

/** Answers with a problem; a response that has begun can only be cut off. */
export function sendProblem(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  log: Logger,
): void {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const reply = problemReply(error, { path, method: request.method ?? '', requestId, log });
  if (response.headersSent) response.destroy();
  else sendReply(request, response, requestId, reply);
}
