import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a handler answers; `body` is sent as it is. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** JSON, unless the headers name another type. */
  body?: string;
}

/** How long the rest of a body that nobody wants is thrown away, so that the reply is not lost to a reset. */
const DISCARD_MS = 1_000;

/** Sends a reply in one write. */
export function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  { status, headers, body }: Reply,
): void {
  const all: Record<string, string | number> = {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    ...headers,
  };
  if (body !== undefined) {
    all['content-type'] ??= 'application/json; charset=utf-8';
    all['content-length'] = Buffer.byteLength(body);
  }
  const unread = !request.complete && hasBody(request);
  if (unread) all.connection = 'close';
  response.writeHead(status, all);
  if (unread) endAfterDiscarding(request, response, body);
  else response.end(request.method === 'HEAD' ? undefined : body);
}

/** Closing a socket with unread data in it would reset it, and the client might never see why. */
function endAfterDiscarding(request: IncomingMessage, response: ServerResponse, body: string | undefined) {
  if (body !== undefined && request.method !== 'HEAD') response.write(body);
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, DISCARD_MS);
  request.on('end', end).on('error', end).on('close', end).resume();
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
