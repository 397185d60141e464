import { clientSpan } from '../../../shared/process/traces/clientSpan.js';
import type { Span, SpanOptions } from '../../../shared/process/traces/traces.js';
import type { Reply } from './reply.js';

/** One request to a service outside; without its query, which holds places and keys. */
export function requestSpan(address: URL): SpanOptions {
  return clientSpan('GET', address, { 'http.request.method': 'GET', 'url.template': address.pathname });
}

export function tellOutcome(span: Span, reply: Reply<unknown>): void {
  const status = reply.outcome === 'ok' ? 200 : reply.status;
  if (status !== null) span.note({ 'http.response.status_code': status });
  if (reply.outcome !== 'ok') span.fail(status !== null && status >= 400 ? String(status) : reply.outcome);
}
