import { WAIT_MAX_S } from '../../shared/contract/limits.js';

const WAIT = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?=$|[,;])/i;

/**
 * Seconds that the caller would wait for the answer (RFC 7240), at most 30; 0 where it does not say so. A preference
 * that makes no sense is ignored, as the RFC asks.
 */
export function preferredWaitS(header: string | string[] | undefined): number {
  if (header === undefined) return 0;
  const match = WAIT.exec(Array.isArray(header) ? header.join(',') : header);
  return match ? Math.min(Number(match[1]), WAIT_MAX_S) : 0;
}
