import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from './http/callers.js';

/** One request, as handlers see it. */
export interface Call {
  request: IncomingMessage;
  /** For handlers that stream; all others return a Reply. */
  response: ServerResponse;
  requestId: string;
  caller: Caller;
  /** The id in the path, of a question or a conversation, or the empty string where the path has none. */
  id: string;
}

/** The query's parameters; most routes have none and never parse it. */
export function queryOf({ request }: Call): URLSearchParams {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  return new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1));
}
