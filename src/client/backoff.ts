const BACKOFF_MAX_MS = 15_000;

/**
 * How long to wait before the next try, in ms: doubles from `firstMs` with each failure in a row, and half of it is
 * left to chance so that clients that lost the same server do not come back in the same instant.
 */
export function backoffMs(failures: number, firstMs: number, random: () => number = Math.random): number {
  const fullMs = Math.min(BACKOFF_MAX_MS, firstMs * 2 ** (failures - 1));
  return fullMs / 2 + (fullMs / 2) * random();
}

/** `Retry-After` in ms: delta-seconds or an HTTP date (RFC 9110, 10.2.3); null where absent or senseless. */
export function parseRetryAfterMs(header: string | null, nowMs: number = Date.now()): number | null {
  if (header === null) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const dateMs = Date.parse(header);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}

/** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  // A signal of its own: many calls may share the caller's, and Node warns of the eleventh listener on one.
  const own = signal && AbortSignal.any([signal]);
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(own?.reason as Error);
    };
    const timer = setTimeout(() => {
      own?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (own?.aborted) stop();
    else own?.addEventListener('abort', stop, { once: true });
  });
}
