import type { Attributes, SpanOptions } from './traces.js';

/**
 * The span of a request to somebody outside; of the address it tells the host alone, since path and query may hold
 * places, ids and keys.
 */
export function clientSpan(
  name: string,
  { hostname, port, protocol }: URL,
  attributes: Attributes,
): SpanOptions {
  return {
    name,
    kind: 'client',
    attributes: {
      ...attributes,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    },
  };
}
