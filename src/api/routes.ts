import type { Scope } from '../shared/questions/apiKeys.js';
import type { Call } from './call.js';
import { forget } from './conversations/forget.js';
import { readTurns } from './conversations/read.js';
import { exportFeedback } from './feedback/exportFeedback.js';
import { rate } from './feedback/rate.js';
import type { Reply } from './http/reply.js';
import { info } from './operate/info.js';
import { ask } from './questions/ask.js';
import { cancel } from './questions/cancel.js';
import { events } from './questions/events.js';
import { explanation } from './questions/explanation.js';
import { read } from './questions/read.js';
import { deliveries } from './webhooks/deliveries.js';
import type { Services } from './services.js';

export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  /** What the caller's key must allow. */
  scope: Scope;
  /** Counts against the caller's questions a minute. */
  limited?: true;
  /** What it answers in, where that is not JSON; null = the query says. */
  type?: string | null;
  /** Null where the handler has written the response itself. */
  handle(call: Call, services: Services): Promise<Reply | null>;
}

/** The API: all that needs Redis. What does not is in operate/ and pages/, and put together in app.ts. */
export const ROUTES: readonly Route[] = [
  { method: 'post', path: '/v1/questions', scope: 'ask', limited: true, handle: ask },
  { method: 'get', path: '/v1/questions/:id', scope: 'read', handle: read },
  {
    method: 'get',
    path: '/v1/questions/:id/events',
    scope: 'read',
    type: 'text/event-stream',
    handle: events,
  },
  { method: 'post', path: '/v1/questions/:id/cancel', scope: 'ask', handle: cancel },
  { method: 'get', path: '/v1/questions/:id/explanation', scope: 'read', handle: explanation },
  { method: 'get', path: '/v1/questions/:id/webhook', scope: 'read', handle: deliveries },
  { method: 'put', path: '/v1/questions/:id/feedback', scope: 'ask', limited: true, handle: rate },
  { method: 'get', path: '/v1/conversations/:id', scope: 'read', handle: readTurns },
  { method: 'delete', path: '/v1/conversations/:id', scope: 'ask', handle: forget },
  { method: 'get', path: '/v1/feedback', scope: 'admin', type: null, handle: exportFeedback },
  { method: 'get', path: '/info', scope: 'read', handle: info },
];
