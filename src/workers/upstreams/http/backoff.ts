/**
 * The pause before the next attempt, in ms: decorrelated jitter, at least `firstMs`, up to three times the last pause.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * @param random from 0 to 1
 */
export function nextPause(
  lastMs: number,
  { firstMs, longestMs }: { firstMs: number; longestMs: number },
  random: number,
): number {
  return Math.min(longestMs, firstMs + random * (Math.max(lastMs, firstMs) * 3 - firstMs));
}

/**
 * Retry-After as ms from now: seconds or an HTTP date (RFC 9110, section 10.2.3); null where it is neither.
 */
export function retryAfterMs(header: string | string[] | undefined, nowMs: number): number | null {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
