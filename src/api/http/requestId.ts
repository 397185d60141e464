import { randomUUID } from 'node:crypto';

const USABLE = /^[\w.-]{8,64}$/;

/** The caller's own X-Request-Id where it can be logged and sent back as it is, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && USABLE.test(header) ? header : randomUUID();
}
